"""Tables → a workbook that Excel and WPS open, print on A4, and in which nothing that people typed is a formula."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

_NARROWEST, _WIDEST = 8, 46  # width of a column in digits
_INK, _PAPER = "1F2937", "EAF1E4"


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet of a workbook."""

    title: str
    rows: Sequence[Sequence[object]]
    """The titles of the columns first."""
    above: str = ""
    """A line above the titles."""
    choices: Mapping[int, str] = field(default_factory=dict)
    """Column from 0 → the cells that hold the words to choose from, as `'怎么填'!$C$4:$E$4`."""
    free: frozenset[int] = frozenset()
    """Of these, columns in which other words may be written too."""
    spare: int = 0
    """Empty rows that are ready to be filled in."""


def workbook(pages: Sequence[Page]) -> bytes:
    """The pages as an .xlsx; the first is open. Text stays text, also 007 and =1+1; Decimals are numbers."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for page in pages:
        _fill(book.create_sheet(page.title), page)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _fill(sheet: Any, page: Page) -> None:
    top = 2 if page.above else 1
    width = max(len(row) for row in page.rows)
    if page.above:
        _write(sheet.cell(1, 1), page.above)
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=width)
        sheet.row_dimensions[1].height = 32
    for number, row in enumerate([*page.rows, *([[""] * width] * page.spare)], top):
        for column, value in enumerate(row, 1):
            _write(sheet.cell(number, column), value)
    last = top + len(page.rows) - 1 + page.spare
    _dress(sheet, page, top, last, width)
    for column, words in page.choices.items():
        _offer(sheet, column, words, top + 1, last, strict=column not in page.free)


def _write(cell: Any, value: object) -> None:
    """Numbers as numbers; all else as text, which is never worked out, not even after it was edited."""
    from openpyxl.styles import Alignment

    cell.alignment = Alignment(vertical="center", wrap_text=True)
    if isinstance(value, int | Decimal):
        cell.value = value
        return
    cell.number_format = "@"
    text = "".join(char for char in str(value) if char.isprintable())
    if text:
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = text[0] in "=+-@'"


def _dress(sheet: Any, page: Page, top: int, last: int, width: int) -> None:
    from openpyxl.styles import Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    line = Side(style="thin", color="B6BDB0")
    for row in sheet.iter_rows(min_row=top, max_row=last, max_col=width):
        for cell in row:
            cell.border = Border(left=line, right=line, top=line, bottom=line)
    for cell in sheet[top]:
        cell.font = Font(bold=True, color=_INK)
        cell.fill = PatternFill("solid", fgColor=_PAPER)
    sheet.cell(1, 1).font = Font(bold=True, size=14 if page.above else 11, color=_INK)
    for column in range(width):
        widest = max(_room(row[column]) for row in page.rows if column < len(row))
        sheet.column_dimensions[get_column_letter(column + 1)].width = min(max(widest + 3, _NARROWEST), _WIDEST)
    sheet.freeze_panes = sheet.cell(top + 1, 1)
    sheet.print_title_rows = f"{top}:{top}"
    sheet.page_setup.paperSize, sheet.page_setup.orientation = sheet.PAPERSIZE_A4, "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight = True, 0
    sheet.oddFooter.center.text = "&P / &N"


def _room(value: object) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in str(value))


def _offer(sheet: Any, column: int, words: str, first: int, last: int, *, strict: bool) -> None:
    """A list to choose from, in every cell of a column."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = get_column_letter(column + 1)
    offered = DataValidation(type="list", formula1=words, allow_blank=True, showErrorMessage=True)
    offered.errorStyle = "stop" if strict else "information"
    offered.add(f"{letter}{first}:{letter}{last}")
    sheet.add_data_validation(offered)
