"""The one room that touches hardware: ears, mouth, printer. Foreign libraries are imported inside functions."""
