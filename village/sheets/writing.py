"""Tables → a workbook that Excel and WPS open, print on A4, and in which nothing that people typed is a formula."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

_NARROWEST, _WIDEST = 8, 46  # width of a column in digits
_INK, _PAPER = "1F2937", "EAF1E4"
_FORMULA = tuple("=+-@＝＋－＠'\t\r")


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet of a workbook."""

    title: str
    rows: Sequence[Sequence[object]]
    """The titles of the columns first."""
    above: str = ""
    """A line above the titles."""
    unit: str = ""
    """A line between the two: what the figures are in, of which day they are."""
    foot: str = ""
    """A line below the table: who filled it in, who looked it over."""
    choices: Mapping[int, str] = field(default_factory=dict)
    """Column from 0 → the cells that hold the words to choose from, as `'怎么填'!$C$4:$E$4`."""
    spare: int = 0
    """Empty rows that are ready to be filled in."""


def figure(hundredths: int) -> Decimal:
    """Hundredths of a point or of a yuan as a number of a cell."""
    return Decimal(hundredths) / 100


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
    heads = [line for line in (page.above, page.unit) if line]
    top, width = len(heads) + 1, max(len(row) for row in page.rows)
    styles = _Styles(sheet)
    for number, line in enumerate(heads, 1):
        _across(sheet, number, width, line, size=11 if number > 1 else 14, bold=line == page.above)
        sheet.row_dimensions[number].height = 32 if line == page.above else 20
    for number, row in enumerate([*page.rows, *([[""] * width] * page.spare)], top):
        for column in range(1, width + 1):
            value = row[column - 1] if column <= len(row) else ""
            styles.write(sheet.cell(number, column), value, title=number == top)
    last = top + len(page.rows) - 1 + page.spare
    if page.foot:
        _across(sheet, last + 1, width, page.foot, size=11, bold=False)
    _dress(sheet, page, top, width)
    for column, words in page.choices.items():
        _offer(sheet, column, words, top + 1, last)


class _Styles:
    """How cells look, made once: a style for each cell of a long table would take longer than all the rest."""

    def __init__(self, sheet: Any) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        line = Side(style="thin", color="B6BDB0")
        self.made = {}
        for name in ("number", "text", "quoted", "title"):
            cell = sheet.cell(1, 1)
            cell.alignment = Alignment(vertical="center", wrap_text=True)
            cell.border = Border(left=line, right=line, top=line, bottom=line)
            cell.number_format = "General" if name == "number" else "@"
            cell.quotePrefix = name == "quoted"
            if name == "title":
                cell.font, cell.fill = Font(bold=True, color=_INK), PatternFill("solid", fgColor=_PAPER)
            self.made[name] = copy(cell._style)

    def write(self, cell: Any, value: object, *, title: bool) -> None:
        """Numbers as numbers; all else as text, which is never worked out, not even after it was edited."""
        if isinstance(value, int | Decimal):
            cell._style = self.made["title" if title else "number"]
            cell.value = value
            return
        text = "".join(char for char in str(value) if char.isprintable())
        quoted = text[:1] in _FORMULA and bool(text)
        cell._style = self.made["title" if title else "quoted" if quoted else "text"]
        if text:
            cell.value = text
            cell.data_type = "s"


def _across(sheet: Any, row: int, width: int, text: str, *, size: int, bold: bool) -> None:
    """A line over the whole width."""
    from openpyxl.styles import Alignment, Border, Font

    cell = sheet.cell(row, 1)
    _Styles(sheet).write(cell, text, title=False)
    cell.font = Font(bold=bold, size=size, color=_INK)
    cell.border, cell.alignment = Border(), Alignment(vertical="center", wrap_text=True)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)


def _dress(sheet: Any, page: Page, top: int, width: int) -> None:
    from openpyxl.utils import get_column_letter

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


def _offer(sheet: Any, column: int, words: str, first: int, last: int) -> None:
    """A list to choose from, in every cell of a column."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = get_column_letter(column + 1)
    offered = DataValidation(type="list", formula1=words, allow_blank=True, showErrorMessage=True)
    offered.add(f"{letter}{first}:{letter}{last}")
    sheet.add_data_validation(offered)
