"""Item tables as spreadsheets give them, as CSV or copied and pasted → the flat rows of `rules.flat`, and back."""

import csv
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_LETTERS = {"positive": "P", "negative": "N", "reward": "R"}
_HEAD_WITHIN = 20
"""Lines among which the titles are looked for: an office's tables begin with a name and a date."""


class Fault(NamedTuple):
    """A cell that is not understood."""

    line: int
    column: str
    """Its title."""
    written: str
    wanted: str
    """What to write there, in a sentence."""


class Line(NamedTuple):
    """A line of the table, counted as the spreadsheet counts its rows."""

    number: int
    cells: Sequence[str]


Levels = Mapping[str, Line]
"""The lines of one item: level → its line; "" is the first."""


@dataclass(slots=True)
class Sheet:
    """A table that was read: the items, where each of them stands, and whatever is not understood."""

    columns: Mapping[str, int]
    rows: list[dict[str, Any]] = field(default_factory=list)
    places: list[Levels] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)
    """Of all items, also of those that are not understood."""

    def under(self, line: Line, key: str) -> str:
        """What stands in the column of `key`, without blanks around it; wide letters as plain ones except in titles."""
        place = self.columns.get(_plain(words()["columns"][key]), len(line.cells))
        cell = line.cells[place].strip() if place < len(line.cells) else ""
        return cell if key == "title" else unicodedata.normalize("NFKC", cell)

    def fault(self, line: Line, key: str, wanted: str = "", **blanks: str) -> None:
        """Note that the cell of `key` is not understood."""
        known = words()
        self.faults.append(
            Fault(
                line.number,
                known["columns"][key],
                self.under(line, key),
                known["explained"][wanted or key].format(**blanks),
            )
        )

    def word(self, line: Line, key: str, usual: str, known: Mapping[str, Any]) -> Any:
        """What a word of a closed list stands for."""
        word = self.under(line, key) or usual
        if word not in known:
            self.fault(line, key)
        return known.get(word, known[usual])


@cache
def words() -> Mapping[str, Mapping[str, Any]]:
    """Titles of the columns, what stands in them and how it is explained (`sheet.toml`)."""
    return tomllib.loads(Path(__file__).with_name("sheet.toml").read_text(encoding="utf-8"))


def is_sheet(text: str) -> bool:
    """Whether a text is such a table: near its top it has the row of titles, all that cannot be left out."""
    return _head(_cells(text)) >= 0


def read(text: str) -> Sheet:
    """The items of such a table. Rows above the titles (the name of the table, say) and rows that are not filled in are
    passed over; an item without a number gets the next free one."""
    cells = _cells(text)
    head = _head(cells)
    sheet = Sheet({_plain(title): place for place, title in reversed(list(enumerate(cells[head])))})
    lines = [Line(number, row) for number, row in enumerate(cells[head + 1 :], head + 2)]
    sheet.codes |= {sheet.under(line, "code") for line in lines}
    for levels in _items(sheet, lines):
        before = len(sheet.faults)
        row = _item(sheet, levels)
        if len(sheet.faults) == before:
            sheet.rows.append(row)
            sheet.places.append(levels)
    return sheet


def empty(categories: Sequence[str]) -> list[list[str]]:
    """A table to be filled in: the titles, and a row for each category."""
    row = dict.fromkeys(words()["columns"], "") | {"kind": "加分", "per": "每次"}
    return [list(words()["columns"].values()), *(list((row | {"category": one}).values()) for one in categories)]


def written(rows: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    """Flat rows as lines of a table, the titles first: `read` gives the same rows back. Figures stay Decimals."""
    found: list[list[Any]] = [list(words()["columns"].values())]
    for row in rows:
        levels = row.get("options") or {"": row.get("points")}
        for name, level in levels.items():
            own = (
                dict(level) if isinstance(level, Mapping) else {"points": level, "tier": row.get("tiers") == "highest"}
            )
            found.append(_line({**row, **own, "options": name}))
    return found


def _line(row: Mapping[str, Any]) -> list[Any]:
    shape = f"{row.get('per', 'event')} {row.get('once', '')}".strip()
    known = words()
    said = {
        **{key: row.get(key, "") for key in ("code", "category", "title", "options")},
        "kind": _called(known["kind"], row["kind"]),
        "points": known["open"]["words"][0] if row.get("open") else row["points"],
        "per": _called(known["per"], shape),
        "tiers": "是" if row.get("tier") else "",
        **{key: "、".join(row.get(key, ())) for key in ("contradicts", "overlaps")},
        "sensitive": "是" if row.get("sensitive") else "",
    }
    return [said[key] for key in known["columns"]]


def _called(known: Mapping[str, Any], value: str) -> str:
    return next(word for word, stands in known.items() if stands == value)


def _goes_on(sheet: Sheet, first: Line, line: Line) -> bool:
    """Whether a line is one more level of the item that begins with `first`: it repeats its number and name, or leaves
    them empty."""
    leveled = sheet.under(first, "options") and sheet.under(line, "options")
    return bool(leveled) and all(sheet.under(line, key) in ("", sheet.under(first, key)) for key in ("code", "title"))


def _items(sheet: Sheet, lines: Sequence[Line]) -> Iterator[Levels]:
    """The lines of each item. A line without number, name, level and figure was not filled in."""
    levels: dict[str, Line] = {}
    for line in lines:
        code, title, level = (sheet.under(line, key) for key in ("code", "title", "options"))
        if not (code or title or level or sheet.under(line, "points")):
            continue
        if levels and _goes_on(sheet, levels[""], line):
            if level in levels:
                sheet.fault(line, "options")
            levels[level] = line
            continue
        if levels:
            yield levels
        levels = {"": line, **({level: line} if level else {})}
    if levels:
        yield levels


def _item(sheet: Sheet, levels: Levels) -> dict[str, Any]:
    first, known = levels[""], words()
    kind = sheet.word(first, "kind", "加分", known["kind"])
    code = sheet.under(first, "code") or _free(_LETTERS[kind], sheet.codes)
    sheet.codes.add(code)
    row: dict[str, Any] = {"code": code, "title": "", "category": "", "kind": kind}
    for key in ("title", "category"):
        row[key] = sheet.under(first, key)
        if not row[key]:
            sheet.fault(first, key)
    for key in ("contradicts", "overlaps"):
        if named := [part for part in re.split(r"[\s,;、]+", sheet.under(first, key)) if part]:
            row[key] = named
    if sheet.word(first, "sensitive", "", known["yes"]):
        row["sensitive"] = True
    shapes = {name: _shape(sheet, line, kind) for name, line in levels.items() if name or len(levels) == 1}
    return {**row, **(shapes[""] if len(levels) == 1 else _levels(shapes))}


def _shape(sheet: Sheet, line: Line, kind: str) -> dict[str, Any]:
    """What one line says: its figure, how it is counted, and whether it is one of the tiers."""
    per, _, once = str(sheet.word(line, "per", "每次", words()["per"])).partition(" ")
    shape: dict[str, Any] = {"per": per, **({"once": once} if once else {})}
    tier = sheet.word(line, "tiers", "", words()["yes"])
    if tier and not sheet.under(line, "options"):
        sheet.fault(line, "tiers")
    figure = sheet.under(line, "points").replace("−", "-")
    if figure in words()["open"]["words"] and not sheet.under(line, "options"):
        return {**shape, "open": True}
    try:
        points = Decimal(figure.removesuffix("分"))
    except InvalidOperation:
        points = Decimal(0)
    if not points.is_finite() or points == 0 or (points < 0 and kind != "negative"):
        sheet.fault(line, "points")
    return {**shape, "points": -abs(points) if kind == "negative" else points, **({"tier": True} if tier else {})}


def _levels(shapes: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """An item with levels: their plain figures where all are counted alike, else what each says of itself."""
    tiers = [bool(shape.get("tier")) for shape in shapes.values()]
    plain = {
        name: {key: shape[key] for key in shape if key not in ("points", "tier")} for name, shape in shapes.items()
    }
    first = next(iter(plain.values()))
    row = {**first, **({"tiers": "highest"} if any(tiers) else {})}
    if all(one == first for one in plain.values()) and len(set(tiers)) == 1:
        return {**row, "options": {name: shape["points"] for name, shape in shapes.items()}}
    return {**row, "options": dict(shapes)}


def _free(letter: str, taken: set[str]) -> str:
    return next(code for number in range(1, 10_000) if (code := f"{letter}{number:02d}") not in taken)


def _cells(text: str) -> list[list[str]]:
    lines = text.splitlines()
    tabs = any("\t" in line for line in lines)
    return [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter="\t" if tabs else ",")]


def _plain(title: str) -> str:
    """A title as it is compared: 项　目 and 项目 are one."""
    return "".join(unicodedata.normalize("NFKC", title).split())


def _head(cells: Sequence[Sequence[str]]) -> int:
    columns = words()["columns"]
    wanted = {columns["title"], columns["category"], columns["points"]}
    return next((place for place, row in enumerate(cells[:_HEAD_WITHIN]) if wanted <= set(map(_plain, row))), -1)
