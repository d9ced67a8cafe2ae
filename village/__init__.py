"""乡音: what both faces share. See README.md for the map of rooms."""
