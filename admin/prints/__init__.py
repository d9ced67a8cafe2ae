"""Prints of the desk on A4: the paper forms of the documents, from the browser or as a PDF."""
