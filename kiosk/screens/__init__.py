"""One file a screen: each brings a blueprint of routes, and the function that draws it."""
