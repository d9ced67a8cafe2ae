"""Item tables as spreadsheets give them, saved as CSV or copied and pasted → the flat rows of `rules.flat`."""

import csv
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from rules.strict import PackError

_FILE = "table"
_LETTERS = {"positive": "P", "negative": "N", "reward": "R"}


@cache
def words() -> Mapping[str, Mapping[str, Any]]:
    """Titles of the columns, and what stands in them (`sheet.toml`)."""
    return tomllib.loads(Path(__file__).with_name("sheet.toml").read_text(encoding="utf-8"))


def is_sheet(text: str) -> bool:
    """Whether a text is such a table: somewhere it has the row of titles, all that cannot be left out."""
    return _head(_cells(text)) >= 0


def rows(text: str) -> list[dict[str, Any]]:
    """The items. Rows above the titles (the name of the table, say) and empty rows are passed over; an item without a
    number gets the next free one. PackError names row and column."""
    cells = _cells(text)
    head = _head(cells)
    columns = {title: place for place, title in enumerate(cells[head])}
    found: list[dict[str, Any]] = []
    taken = {_under(columns, row, "code") for row in cells[head + 1 :]}
    for number, row in enumerate(cells[head + 1 :], head + 2):
        if any(row):
            found.append(_item(columns, row, number, taken))
    return found


def empty(categories: Sequence[str]) -> list[list[str]]:
    """A table to be filled in: the titles, and a row for each category."""
    return [list(words()["columns"].values()), *(["", one, "加分", "", "", "每次"] for one in categories)]


def _item(columns: Mapping[str, int], row: Sequence[str], number: int, taken: set[str]) -> dict[str, Any]:
    kind = _word(columns, row, number, "kind", "加分")
    item: dict[str, Any] = {
        "code": _under(columns, row, "code") or _free(_LETTERS[kind], taken),
        "title": _under(columns, row, "title"),
        "category": _under(columns, row, "category"),
        "kind": kind,
        "per": _word(columns, row, number, "per", "每次"),
    }
    taken.add(item["code"])
    for key in ("title", "category"):
        if not item[key]:
            raise _wrong(number, key, "a text")
    figure = unicodedata.normalize("NFKC", _under(columns, row, "points"))
    if figure in words()["open"]["words"]:
        return {**item, "open": True}
    try:
        points = abs(Decimal(figure.removesuffix("分")))
    except InvalidOperation:
        raise _wrong(number, "points", "points such as 5 or 2.5") from None
    return {**item, "points": -points if kind == "negative" else points}


def _word(columns: Mapping[str, int], row: Sequence[str], number: int, key: str, usual: str) -> str:
    known = words()[key]
    word = _under(columns, row, key) or usual
    if word not in known:
        raise _wrong(number, key, f"one of {', '.join(known)}")
    return str(known[word])


def _under(columns: Mapping[str, int], row: Sequence[str], key: str) -> str:
    place = columns.get(words()["columns"][key], len(row))
    return row[place] if place < len(row) else ""


def _free(letter: str, taken: set[str]) -> str:
    return next(code for number in range(1, 1000) if (code := f"{letter}{number:02d}") not in taken)


def _wrong(number: int, key: str, expected: str) -> PackError:
    return PackError(_FILE, f"第{number}行", words()["columns"][key], expected, "Write it as in the empty table.")


def _cells(text: str) -> list[list[str]]:
    lines = text.splitlines()
    tabs = any("\t" in line for line in lines)
    return [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter="\t" if tabs else ",")]


def _head(cells: Sequence[Sequence[str]]) -> int:
    columns = words()["columns"]
    wanted = {columns["title"], columns["category"], columns["points"]}
    return next((place for place, row in enumerate(cells[:20]) if wanted <= set(row)), -1)
