"""A table with a row of titles, as text → its rows by title. Whatever stands around it is passed over, and said so."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

_HEAD_WITHIN = 25
"""Lines among which the titles are looked for: an office's tables begin with a name, a unit and a date."""
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


class Fault(NamedTuple):
    """A cell that is not understood: its row as the spreadsheet counts, its title, what stands there, what to write."""

    line: int
    column: str
    written: str
    wanted: str


class Line(NamedTuple):
    """A row, counted as the spreadsheet counts."""

    number: int
    cells: Sequence[str]


@dataclass(slots=True)
class Table:
    """A table that was read. `other` are titles of columns that nobody asks for, `passed` rows that are no rows of the
    table (sums, signatures), `faults` whatever is not understood so far."""

    kind: str
    columns: Mapping[str, int]
    titles: Sequence[str]
    lines: list[Line] = field(default_factory=list)
    other: dict[int, str] = field(default_factory=dict)
    passed: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def under(self, line: Line, key: str) -> str:
        """What stands under a title, "" where the table has no such column."""
        place = self.columns.get(key)
        return line.cells[place] if place is not None and place < len(line.cells) else ""

    def fault(self, line: Line, key: str, wanted: str = "", **more: object) -> None:
        """Note that a cell is not understood; `wanted` names another sentence than the column's own."""
        how = words()[self.kind]["how"][wanted or key].format(**more)
        self.say(line, key, how)

    def say(self, line: Line, key: str, how: str) -> None:
        """Note it with a sentence of its own."""
        place = self.columns.get(key, -1)
        title = self.titles[place] if place >= 0 else words()[self.kind]["columns"][key]
        self.faults.append(Fault(line.number, title, self.under(line, key), how))


@cache
def words() -> Mapping[str, Any]:
    """Titles of the columns and what is wanted in them (`tables.toml`)."""
    return tomllib.loads(Path(__file__).with_name("tables.toml").read_text(encoding="utf-8"))


def narrow(text: str) -> str:
    """Wide digits, letters and signs as plain ones (０３－０１７); no other character becomes another."""
    return text.translate(_WIDE).strip()


def cells_of(text: str) -> list[list[str]]:
    """The cells of a table, copied and pasted or as CSV."""
    lines = text.splitlines()
    tabs = any("\t" in line for line in lines[:_HEAD_WITHIN])
    csv.field_size_limit(1_000_000)
    return [[narrow(cell) for cell in row] for row in csv.reader(lines, delimiter="\t" if tabs else ",")]


def head_of(cells: Sequence[Sequence[str]], fits: Callable[[Sequence[str]], bool]) -> int:
    """The row of titles, counted from 0: the last of the first ones that follow each other, since one may stand
    over several columns. -1 where there is none."""
    fit = [fits(row) for row in cells[:_HEAD_WITHIN]]
    place = next((at for at, one in enumerate(fit) if one), -1)
    while 0 <= place < len(fit) - 1 and fit[place + 1]:
        place += 1
    return place


def read(kind: str, cells: Sequence[Sequence[str]], head: int) -> Table:
    """The rows below the titles at row `head`."""
    titles = cells[head]
    table = Table(kind, columns_of(kind, titles), titles)
    known = set(table.columns.values())
    table.other = {at: title for at, title in enumerate(titles) if title and at not in known}
    for line in _filled(cells, head):
        first = next(cell for cell in line.cells if cell)
        if _titled(table, line) and columns_of(kind, line.cells) == table.columns:  # again, on the next printed page
            continue
        if first.startswith(tuple(words()["foot"])):
            table.passed.append(line.number)
        else:
            table.lines.append(line)
    return table


def _titled(table: Table, line: Line) -> bool:
    """Whether a title stands in the first column that is asked for, as in no row of a table but its titles."""
    place = min(table.columns.values(), default=0)
    return place < len(line.cells) and "".join(line.cells[place].split()) in _titles(table.kind)


@cache
def _titles(kind: str) -> frozenset[str]:
    """Every title that a column may have."""
    known = words()[kind]
    return frozenset(_plain(one) for one in (*known["columns"].values(), *chain(*known["also"].values())))


def _filled(cells: Sequence[Sequence[str]], head: int) -> Iterator[Line]:
    for number, row in enumerate(cells[head + 1 :], head + 2):
        if any(row):
            yield Line(number, row)


def columns_of(kind: str, titles: Sequence[str]) -> dict[str, int]:
    """Key → its column, by its own title before those that mean the same."""
    known = words()[kind]
    places = {_plain(title): at for at, title in reversed(list(enumerate(titles))) if title}
    own = {key: place for key, title in known["columns"].items() if (place := places.get(_plain(title))) is not None}
    taken = set(own.values())
    for key, others in known["also"].items():
        free = (place for one in others if (place := places.get(_plain(one))) is not None and place not in taken)
        if key not in own and (place := next(free, None)) is not None:
            own[key] = place
            taken.add(place)
    return own


@cache
def _plain(title: str) -> str:
    """A title as it is compared: 户　主 and 户主 are one."""
    return "".join(narrow(title).split())
