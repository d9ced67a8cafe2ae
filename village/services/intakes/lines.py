"""What a table of scores says (a row a line, or a household with a column an item) → lines to be recorded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from rules import Item, Pack
from village import clock
from village.model.belonging import NOBODY, Belonging
from village.model.household import Household
from village.model.points import ZERO, Points
from village.services import rulebook
from village.services.intakes import values
from village.services.intakes.titled import Line, Table, columns_of
from village.services.periods import ON_TIME, Late
from village.store import Store
from village.store import households as homes

_CODE = re.compile(r"([A-Za-z]{1,3}-?\d{1,4})(?![\dA-Za-z])\s*[·.、:(]?\s*([^()]*)\)?")
_NOTHING = frozenset(("", "0", "-", "/", "×", "x", "X", "否", "无"))
_ONCE = frozenset(("√", "✓", "是", "有", "对", "TRUE"))
_MOST = 999


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for the whole table: who hands it in, the day where none is written, the evidence (kind and name)
    where none is, and whether the figures in an item's column are points, or how often."""

    actor: str
    occurred: date
    kind: str = ""
    paper: str = ""
    points: bool = False
    late: Late = ON_TIME
    belonging: Belonging = NOBODY


@dataclass(frozen=True, slots=True)
class Row:
    """A line to be recorded. `idle` ones stand in the book already; `foreseen` are the points it would give, and
    `warnings` sentences for whoever hands it in."""

    line: int
    household: int
    label: str
    occurred: date
    item: str = ""
    title: str = ""
    option: str = ""
    count: int = 1
    points: Points | None = None
    member: str = ""
    place: str = ""
    reason: str = ""
    mark: str = ""
    kind: str = ""
    paper: str = ""
    idle: bool = False
    foreseen: Points = ZERO
    warnings: tuple[str, ...] = ()


def fits(titles: Sequence[str]) -> bool:
    """Whether a row of titles is one of such a table: who, and which item, or columns that are items."""
    found = columns_of("scores", titles)
    return bool(found.keys() & {"number", "head"}) and ("item" in found or any(map(_CODE.fullmatch, titles)))


class Reader:
    """Reads the rows of a table, with the roll at hand."""

    def __init__(self, store: Store, table: Table, terms: Terms) -> None:
        self.store, self.table, self.terms = store, table, terms
        every = [one for one in homes.every(store)]
        self.by_number = {one.number: one for one in every}
        self.by_name: dict[str, list[Household]] = {}
        for one in every:
            if one.closed is None:
                self.by_name.setdefault(one.head, []).append(one)
        self.packs: dict[date, Pack] = {}

    def rows(self, line: Line) -> Iterator[tuple[Row, str]]:
        """The lines that a row of the table tells of, each with the key of the column that says which item."""
        before = len(self.table.faults)
        household = self._household(line)
        written = self.table.under(line, "occurred")
        occurred = values.day(written) if written else self.terms.occurred
        if occurred is None:
            self.table.fault(line, "occurred")
        if household is None or occurred is None or len(self.table.faults) > before:
            return
        pack = self._pack(min(occurred, clock.today()))
        base = self._base(line, household, occurred, pack)
        for key, item, option in self._items(line, pack):
            row = Row(item=item.code, title=item.named(option or None), option=option, **base)
            read = self._listed if key == "item" else self._ticked
            if found := read(line, key, row, item):
                yield found, key

    def _household(self, line: Line) -> Household | None:
        under = {key: self.table.under(line, key) for key in ("number", "head", "group")}
        if under["number"]:
            found = self.by_number.get(under["number"])
            if found is None:
                self.table.fault(line, "number")
            elif under["head"] and under["head"] != found.head:
                self.table.fault(line, "head", "head_other", head=found.head)
            return found
        same = [one for one in self.by_name.get(under["head"], ()) if under["group"] in ("", one.group)]
        if len(same) != 1:
            self.table.fault(line, "head", "head_which" if same else "head")
        return same[0] if len(same) == 1 else None

    def _pack(self, day: date) -> Pack:
        if day not in self.packs:
            self.packs[day] = rulebook.rules_on(self.store, day)
        return self.packs[day]

    def _base(self, line: Line, household: Household, occurred: date, pack: Pack) -> dict[str, Any]:
        """What a row says beside its item."""
        under = {key: self.table.under(line, key)[:200] for key in self._free}
        written, kind = self.table.under(line, "evidence"), self.terms.kind
        if written:
            kinds = {word: code for code, word in pack.evidence_kinds}
            if written not in kinds:
                self.table.fault(line, "evidence", words="、".join(kinds))
            kind = kinds.get(written, "")
        if not (written or under.get("paper")):
            under["paper"] = self.terms.paper
        label = f"{household.number} {household.head}"
        about = {"line": line.number, "household": household.id, "label": label, "occurred": occurred, "kind": kind}
        return about | under

    @cached_property
    def _free(self) -> tuple[str, ...]:
        """The columns of this table in which people write what they like."""
        return tuple(key for key in ("member", "place", "reason", "mark", "paper") if key in self.table.columns)

    def _items(self, line: Line, pack: Pack) -> Iterator[tuple[str, Item, str]]:
        if "item" not in self.table.columns:
            for key, title in self._titles.items():
                found = _CODE.fullmatch(title)
                item = pack.find(found[1].upper()) if found else None
                if item:
                    yield key, item, _option(item, found[2] if found else "")
                elif self.table.under(line, key) not in _NOTHING:
                    self.table.fault(line, key, "item_none")
            return
        written = self.table.under(line, "item")
        found = _CODE.fullmatch(written)
        item = (pack.find(found[1].upper()) if found else None) or _titled(pack, written)
        if item is None:
            self.table.fault(line, "item")
        else:
            yield "item", item, _option(item, self.table.under(line, "option"))

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        """The columns that are items: a key for each, and its title."""
        own = {place: title for place, title in self.table.other.items() if _CODE.fullmatch(title)}
        found = {f"@{place}": title for place, title in own.items()}
        self.table.columns = {**self.table.columns, **{f"@{place}": place for place in own}}
        self.table.other = {place: title for place, title in self.table.other.items() if place not in own}
        return found

    def _listed(self, line: Line, key: str, row: Row, item: Item) -> Row | None:
        """A row of its own for each line; the points matter only where the panel decides them."""
        count = values.whole(self.table.under(line, "count") or "1", least=1, most=_MOST)
        points = values.amount(self.table.under(line, "points")) if item.open else None
        if count is None:
            self.table.fault(line, "count")
        if item.open and points is None:
            self.table.fault(line, "points")
        if count is None or (item.open and points is None) or self._lacks(line, key, row, item):
            return None
        return row if (count, points) == (1, None) else replace(row, count=count, points=_signed(points, item))

    def _ticked(self, line: Line, key: str, row: Row, item: Item) -> Row | None:
        """A cell under an item: ticked, how often, how many points, or which option."""
        cell = self.table.under(line, key)
        if cell in _NOTHING:
            return None
        if not row.option and (option := _option(item, cell)):
            return replace(row, option=option, title=item.named(option))
        amount = values.amount(cell)
        if self.terms.points and not row.option and amount is not None:
            row = replace(row, option=_worth(item, row.occurred, _signed(amount, item)))
        if self._lacks(line, key, row, item):
            return None
        if item.open:
            if amount is None:
                self.table.fault(line, key, "points")
            return replace(row, points=_signed(amount, item)) if amount is not None else None
        count = self._times(cell, amount, row, item)
        if count is None:
            self.table.fault(line, key, "points_wrong" if self.terms.points else "count")
        return replace(row, count=count) if count not in (None, 1) else row if count else None

    def _times(self, cell: str, amount: Points | None, row: Row, item: Item) -> int | None:
        if cell in _ONCE:
            return 1
        if not self.terms.points:
            return values.whole(cell, least=1, most=_MOST)
        version = item.version_on(row.occurred)
        each = abs(version.value(row.option or None)) if version else 0
        whole = abs(amount.hundredths) if amount is not None else 0
        return whole // each if each and whole and whole % each == 0 else None

    def _lacks(self, line: Line, key: str, row: Row, item: Item) -> bool:
        """Whether it has to be said which of several kinds it is."""
        if item.options and not row.option:
            asked = "option" if key == "item" and "option" in self.table.columns else key
            words = "、".join(one.title for one in item.options.values())
            self.table.fault(line, asked, "option", words=words)
            return True
        return False


def _titled(pack: Pack, written: str) -> Item | None:
    return next((one for one in pack.items if one.title == written), None)


def _option(item: Item, written: str) -> str:
    """The option that is meant by its name or its title."""
    return next((one.name for one in item.options.values() if written and written in (one.name, one.title)), "")


def _worth(item: Item, day: date, points: Points | None) -> str:
    """The one option that is worth these points."""
    version = item.version_on(day)
    same = [name for name, each in (version.options if version else {}).items() if points and each == points.hundredths]
    return same[0] if len(same) == 1 else ""


def _signed(points: Points | None, item: Item) -> Points | None:
    return -abs(points) if points is not None and item.kind == "negative" else points
