"""A workbook that somebody hands in → the text of its table, as if it had been copied and pasted.

So whatever reads a pasted table reads a workbook too, with the same sentences, and a row's number stays its number.
"""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from xml.etree.ElementTree import ParseError

from village.errors import VillageError
from village.sheets import marks, safe
from village.sheets.cells import shown

LAST_ROW = 6_000
MOST_COLUMNS = 60
_TOP = 30
_SHOWN_CELLS = 5
_NONSENSE = (KeyError, ValueError, TypeError, AttributeError, IndexError)
_BROKEN = (ParseError, zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, *_NONSENSE)
"""What openpyxl and zipfile raise at parts that are missing, cut off or nonsense."""
Rows = dict[int, list[str]]


def table_of(content: bytes, is_table: Callable[[str], bool], without: frozenset[str] = frozenset()) -> str:
    """The one sheet that `is_table`, as lines of cells with tabs between; sheets named in `without` and hidden ones are
    passed over.

    Raises what `safe.opened` raises, `workbook_broken`, `workbook_long`, `workbook_no_table`, `workbook_tables`
    (several), `workbook_formula` (cells whose formula was never worked out).
    """
    archive = safe.opened(content)
    with _told_in_words():
        book = _book(content)
        visible = [one for one in book.worksheets if one.sheet_state == "visible" and one.title.strip() not in without]
        found = {one.title: _text(_rows(one, archive)) for one in visible if is_table(_text(_top(one)))}
    if not found:
        raise VillageError("workbook_no_table", what="、".join(one.title for one in book.worksheets))
    if len(found) > 1:
        raise VillageError("workbook_tables", what="、".join(found))
    return next(iter(found.values()))


def _book(content: bytes) -> Any:
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)


@contextmanager
def _told_in_words() -> Iterator[None]:
    """What is broken inside becomes one sentence; remarks about ornaments that are not kept are nobody's concern."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except _BROKEN as why:
            raise VillageError("workbook_broken") from why


def _top(sheet: Any) -> Rows:
    """The first rows, enough to see what a sheet is."""
    rows = sheet.iter_rows(max_row=_TOP, max_col=MOST_COLUMNS, values_only=True)
    return {number: [shown(value) for value in row] for number, row in enumerate(rows, 1)}


def _rows(sheet: Any, archive: zipfile.ZipFile) -> Rows:
    """Row number → its cells, for rows in which something stands."""
    known = marks.of(archive, sheet._worksheet_path)
    found: Rows = {}
    edge = {"max_row": min(known.last, LAST_ROW), "max_col": min(known.width, MOST_COLUMNS)}
    for number, row in enumerate(sheet.iter_rows(**edge), 1):
        cells = [_shown(cell) for cell in row]
        if any(cells):
            found[number] = cells
    if known.last > LAST_ROW:
        raise VillageError("workbook_long", what=sheet.title, count=LAST_ROW)
    empty = [cell.name for cell in known.formulas if not _at(found, cell)]
    if empty:
        raise VillageError("workbook_formula", what="、".join(empty[:_SHOWN_CELLS]))
    for merged in known.merged:
        _spread(found, merged)
    return found


def _shown(cell: Any) -> str:
    """What stands in a cell; only a number is asked how it is written, which takes as long as reading it."""
    value = cell.value
    return shown(value, cell.number_format) if isinstance(value, int | float) else shown(value)


def _at(rows: Rows, cell: marks.Cell) -> str:
    row = rows.get(cell.row, [])
    return row[cell.column] if cell.column < len(row) else ""


def _spread(rows: Rows, merged: marks.Merged) -> None:
    """A cell merged downwards stands in each of its rows. One merged across a row of its own is a heading: no item."""
    first = rows.get(merged.top, [])
    value = first[merged.left] if merged.left < len(first) else ""
    if merged.right - merged.left >= 2 and sum(map(bool, first)) == 1:
        rows.pop(merged.top, None)
        return
    for number in range(merged.top, min(merged.bottom, LAST_ROW) + 1):
        if value and number in rows and merged.left < len(rows[number]):
            rows[number][merged.left] = value


def _without_end(cells: list[str]) -> list[str]:
    filled = [place for place, cell in enumerate(cells, 1) if cell]
    return cells[: max(filled, default=0)]


def _text(rows: Rows) -> str:
    text = io.StringIO()
    lines = csv.writer(text, delimiter="\t", lineterminator="\n")
    lines.writerows(_without_end(rows.get(number, [])) for number in range(1, max(rows, default=0) + 1))
    return text.getvalue()
