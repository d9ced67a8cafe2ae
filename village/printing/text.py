"""A layout in the printer's own letters (GB18030): a third of the bytes, where the test page comes out right."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from village.devices.escpos_bytes import Tape
from village.printing import raster
from village.printing.columns import clusters, width
from village.printing.layout import Kind, Line
from village.printing.page import Page, Size

_CHINESE = b"\x1c&"
_SPACING = b"\x1b3"
# GS ! for letters and digits, FS ! for Hanzi: (bytes) by (twice as wide, twice as high).
_SIZES = {
    (False, False): b"\x1d!\x00\x1c!\x00",
    (False, True): b"\x1d!\x01\x1c!\x08",
    (True, True): b"\x1d!\x11\x1c!\x0c",
}
_DONE = b"\x1b2" + _SIZES[False, False]
_DRAWN = (Kind.RULE, Kind.SPACE, Kind.QR, Kind.MARK)
_HANZI = 24  # dots of a printer's own Hanzi


def write(tape: Tape, lines: Iterable[Line], page: Page) -> None:
    """Put the lines on the tape. A line with a character that is not in the printer's letters is a picture."""
    tape.raw(_CHINESE)
    for line in lines:
        if line.kind in _DRAWN or not printable(line.text + line.right):
            tape.picture(raster.draw(line, page))
        else:
            tape.raw(_written(line, page))
    tape.raw(_DONE)


def printable(text: str) -> bool:
    """Whether cheap printers have all of it: ASCII and the two-byte part of GB18030 (office.md D.3).

    Its private-use codes are two bytes as well, but no printer has letters for them. The byte count must
    also be the columns that the layout counted.
    """
    return all(
        len(cluster.encode("gb18030")) == width(cluster) and unicodedata.category(cluster[0]) != "Co"
        for cluster in clusters(text)
    )


def _written(line: Line, page: Page) -> bytes:
    wide, high = page.em(line.size)
    size = _sized(wide, high)
    if line.kind in (Kind.ROW, Kind.FIGURE):
        return _two(line, page, size) + b"\n"
    free = page.columns(line.size) - width(line.text)
    indent = {Kind.CENTRED: free // 2, Kind.RIGHT: free}.get(line.kind, 0)
    return _spacing(high) + size + (" " * indent + line.text).encode("gb18030") + b"\n"


def _two(line: Line, page: Page, size: bytes) -> bytes:
    """Left half, blanks, right half; a figure too wide at double width is printed in double height only."""
    label = Size.BODY if line.kind is Kind.FIGURE else line.size
    times = page.em(line.size)[0] // page.em(label)[0]
    free = page.columns(label) - width(line.text) - times * width(line.right)
    if free < 1:
        size, free = _SIZES[False, True], page.columns(label) - width(line.text) - width(line.right)
    small = _sized(*page.em(label))
    left = (line.text + " " * max(1, free)).encode("gb18030")
    return _spacing(page.em(line.size)[1]) + small + left + size + line.right.encode("gb18030")


def _sized(wide: int, high: int) -> bytes:
    return _SIZES[wide > _HANZI, high > _HANZI]


def _spacing(high: int) -> bytes:
    return _SPACING + bytes([high + high // 4])
