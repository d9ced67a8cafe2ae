"""Nouns of the village: frozen, no input or output. One file a noun."""
