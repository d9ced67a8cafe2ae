"""Figures in a row, as they are drawn: months, categories of items, how far apart households stand (MH-10, JX-10)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rules import Item, Pack, PackError
from village import clock
from village.model.entry import VETO, Kind
from village.model.points import Points
from village.services import rulebook, standings
from village.store import Store, tallies

_STEPS = 10
"""So many steps of points, or fewer, show how far households stand apart."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What a month, or a category of items, gave and took: `lost` at or below zero."""

    name: str
    gained: Points
    lost: Points

    @property
    def total(self) -> Points:
        """Both together, as the ledger sums them."""
        return self.gained + self.lost


@dataclass(frozen=True, slots=True)
class Step:
    """So many `households` have from `least` points on, and less than `below`."""

    least: Points
    below: Points
    households: int


def months(store: Store, year: int) -> list[Scored]:
    """The twelve months of account ("2026-03"), what was taken back taken off."""
    found = tallies.by_month(store, year)
    names = [f"{year}-{month:02}" for month in range(1, 13)]
    return [
        Scored(name, Points(found.get((name, Kind.AWARD), 0)), Points(found.get((name, Kind.DEDUCTION), 0)))
        for name in names
    ]


def categories(store: Store, year: int) -> list[Scored]:
    """Each category of items that scored in the year, the one with most gains first; then `VETO` for what vetoed months
    took back, and "" for what else no item made."""
    pack = rulebook.rules_on(store, clock.today())
    sums: dict[str, list[int]] = {}
    for one in tallies.by_item(store, year):
        item = _item(pack, one)
        own = sums.setdefault(item.category if item else VETO if one.veto else "", [0, 0])
        own[item.kind == "negative" if item else one.points < 0] += one.points
    made = [Scored(name, Points(gained), Points(lost)) for name, (gained, lost) in sums.items()]
    return sorted(
        made, key=lambda one: (one.name == "", one.name == VETO, -one.gained.hundredths, one.lost.hundredths, one.name)
    )


def spread(store: Store, year: int) -> list[Step]:
    """Everybody who takes part, by what the ranking looks at; steps that nobody stands on are there too."""
    points = list(standings.ranked(store, rulebook.rules_on(store, clock.today()), year).values())
    if not points:
        return []
    size = _size(min(points), max(points))
    on = Counter(each // size for each in points)
    return [Step(Points(at * size), Points((at + 1) * size), on[at]) for at in range(min(on), max(on) + 1)]


def _size(least: int, most: int) -> int:
    """Hundredths of a step that people count in: 1, 2, 5, 10, 20, 50 … points."""
    size, factors = 100, (2, 2.5, 2)
    at = 0
    while most // size - least // size >= _STEPS:
        size = int(size * factors[at % 3])
        at += 1
    return size


def _item(pack: Pack, scored: tallies.Scored) -> Item | None:
    if not scored.item:
        return None
    try:
        return (pack if pack.id == scored.pack else rulebook.pack(scored.pack)).find(scored.item)
    except PackError:
        return None
