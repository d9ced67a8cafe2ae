"""The paper a receipt is set on: its dots, and how large each kind of line is.

A receipt printer has 8 dots a millimetre: 58 mm paper takes 384 of them, 80 mm paper 576 (office.md D.3).
A picture sets its body at 32 dots (4 mm), 12 or 18 Hanzi a line; the printer's own letters are 24 dots wide,
16 or 24 Hanzi a line, and come in double height so that they can be read at arm's length.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

DOTS = {58: 384, 80: 576}
"""Dots across the printable part, by the roll's width in millimetres."""


class Size(StrEnum):
    """Small print, body, headings, and the figures of points."""

    SMALL = "small"
    BODY = "body"
    TITLE = "title"
    FIGURE = "figure"


_PICTURE = {Size.SMALL: (24, 24), Size.BODY: (32, 32), Size.TITLE: (48, 48), Size.FIGURE: (64, 64)}
_LETTERS = {Size.SMALL: (24, 24), Size.BODY: (24, 48), Size.TITLE: (48, 48), Size.FIGURE: (48, 48)}


@dataclass(frozen=True, slots=True)
class Page:
    """`paper` is the roll's width in millimetres (58 or 80), `mode` "raster" or "text"."""

    paper: int
    mode: str

    @property
    def dots(self) -> int:
        """Dots across."""
        return DOTS[self.paper]

    def em(self, size: Size) -> tuple[int, int]:
        """Width and height of a Hanzi in dots."""
        return (_PICTURE if self.mode == "raster" else _LETTERS)[size]

    def columns(self, size: Size) -> int:
        """Columns (half Hanzi) a line of this size holds."""
        return self.dots * 2 // self.em(size)[0]
