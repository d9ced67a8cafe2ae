"""Households to think about at the year's end (YK-N20): no line of a good deed all year. The panel decides; nothing is
ever taken away by itself."""

from __future__ import annotations

from dataclasses import dataclass

from rules import Item
from village import clock
from village.model.household import Household
from village.services import participation, rulebook
from village.store import Store, households, tallies

_ABSENT = {"N20": ("absent", "P15")}  # item → its option for those who were never there, and what shows that they were
_CLAUSE = "YK-N20"


@dataclass(frozen=True, slots=True)
class Absences:
    """`item` (its `option`) is what the panel might decide, `shown_by` the good deed whose absence it would be for.
    `asked` are households that take part, have no line of `shown_by` in the year, and none of `item` yet."""

    item: Item
    option: str
    shown_by: Item
    asked: tuple[Household, ...]


def of_year(store: Store, year: int) -> Absences | None:
    """The year's list in house order; None under rules without such an item."""
    pack = rulebook.rules_on(store, clock.today())
    for code, (option, good) in _ABSENT.items():
        item, shown_by = pack.find(code), pack.find(good)
        if item and shown_by and item.clause == _CLAUSE:
            seen = tallies.with_item(store, good, year) | tallies.with_item(store, code, year, option)
            asked = participation.participants(store, pack) - seen
            everybody = households.all_open(store)
            return Absences(item, option, shown_by, tuple(one for one in everybody if one.id in asked))
    return None
