"""What a streamed sheet does not tell of itself: which cells are merged, and which hold a formula."""

from __future__ import annotations

import re
import zipfile
from typing import NamedTuple
from xml.etree.ElementTree import Element, iterparse

_SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"  # a name of the format, not an address
_NAME = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_MOST = 10_000


class Cell(NamedTuple):
    """A cell: `row` counts from 1 as people do, `column` from 0."""

    name: str
    row: int
    column: int


class Merged(NamedTuple):
    """A block of cells that look like one."""

    top: int
    bottom: int
    left: int
    right: int


class Marks(NamedTuple):
    """The merged blocks of a sheet, its cells with formulas, the last row in which something stands, and how many
    columns the widest row has."""

    merged: tuple[Merged, ...]
    formulas: tuple[Cell, ...]
    last: int
    width: int


def of(archive: zipfile.ZipFile, path: str) -> Marks:
    """The marks of a sheet by its place in the zip, at most 10,000 of each. Raises ParseError, KeyError, ValueError."""
    merged: list[Merged] = []
    formulas: list[Cell] = []
    last = width = 0
    with archive.open(path.lstrip("/")) as part:
        for _, element in iterparse(part):
            if element.tag == f"{_SPACE}row":
                formulas += [_cell(cell.get("r", "")) for cell in element if cell.find(f"{_SPACE}f") is not None]
                last = max(last, int(element.get("r", last + 1)) if any(map(len, element)) else 0)
                width = max(width, len(element), _column(element[-1].get("r")) if len(element) else 0)
                element.clear()
            elif element.tag == f"{_SPACE}mergeCell":
                merged.append(_block(element))
    return Marks(tuple(merged[:_MOST]), tuple(formulas[:_MOST]), last, width)


def _column(name: str | None) -> int:
    """A cell's column, counted from 1; 0 for a cell that does not say where it stands."""
    return _cell(name).column + 1 if name else 0


def _block(element: Element) -> Merged:
    first, _, last = element.get("ref", "").partition(":")
    start, end = _cell(first), _cell(last or first)
    return Merged(start.row, end.row, start.column, end.column)


def _cell(name: str) -> Cell:
    found = _NAME.fullmatch(name)
    if not found:
        raise ValueError(f"not a cell: {name!r}")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return Cell(found[1] + found[2], int(found[2]), column - 1)
