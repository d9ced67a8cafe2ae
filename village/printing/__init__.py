"""From a receipt to paper: layout, picture or text, bytes, queue. Nothing here touches hardware."""
