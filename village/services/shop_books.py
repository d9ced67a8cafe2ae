"""The points shop's two books of a year (入库台账, 兑换领取台账): what is there came in and did not go (GY-04)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from village.model.goods import Goods
from village.model.household import Household
from village.model.points import Points
from village.services import goods, households
from village.store import Store
from village.store import shop_books as rows
from village.store.shop_books import Move

OPENING = "opening"
_BACK = "redemption:"
_GIVEN = "free:"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A line of the book of what came in; `source` is "" for what was on the shelf when the book began."""

    day: date
    goods: Goods
    quantity: int
    source: str
    actor: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """One kind of goods in a year: `before` + `came` − `went` = `left`, always. `went` is what was ordered, less what
    was given back, and what was handed out without points."""

    goods: Goods
    before: int
    came: int
    went: int

    @property
    def left(self) -> int:
        """What has to be on the shelf at the year's end, or now."""
        return self.before + self.came - self.went


@dataclass(frozen=True, slots=True)
class Issue:
    """A line of the book of what was handed over. `household` is None for what was given without points (`name`)."""

    day: date
    household: Household | None
    goods: Goods
    quantity: int
    points: Points | None
    name: str
    number: int


def arrivals(store: Store, year: int) -> list[Arrival]:
    """What came in, in order; what an order put back is not bought again."""
    kinds = {one.id: one for one in goods.all_of(store)}
    return [
        Arrival(one.day, kinds[one.goods_id], one.quantity, "" if one.source == OPENING else one.source, one.actor)
        for one in rows.moves(store, date(year, 12, 31))
        if one.day.year == year and _came(one)
    ]


def shelves(store: Store, year: int) -> list[Shelf]:
    """Every kind of goods that was there in the year, or came."""
    moved: dict[int, list[Move]] = {}
    for one in rows.moves(store, date(year, 12, 31)):
        moved.setdefault(one.goods_id, []).append(one)
    found = []
    for kind in goods.all_of(store):
        own = moved.get(kind.id, [])
        within = [one for one in own if one.day.year == year]
        before = _sum(one for one in own if one.day.year < year)
        came = _sum(one for one in within if _came(one))
        found.append(Shelf(kind, before, came, came - _sum(within)))
    return [one for one in found if one.before or one.came or one.went]


def issues(store: Store, year: int) -> list[Issue]:
    """What was handed over, and what was given without points, in order."""
    kinds = {one.id: one for one in goods.all_of(store)}
    first, last = date(year, 1, 1), date(year, 12, 31)
    handed = [
        Issue(
            one.day,
            households.get(store, one.household_id),
            kinds[one.goods_id],
            one.quantity,
            Points(one.points),
            one.collector,
            one.redemption_id,
        )
        for one in rows.handed_over(store, first, last)
    ]
    given = [
        Issue(one.day, None, kinds[one.goods_id], -one.quantity, None, one.source.removeprefix(_GIVEN), 0)
        for one in rows.moves(store, last)
        if one.day.year == year and one.source.startswith(_GIVEN)
    ]
    return sorted([*handed, *given], key=lambda one: (one.day, one.number))


def _came(one: Move) -> bool:
    return one.quantity > 0 and not one.source.startswith(_BACK)


def _sum(found: Iterable[Move]) -> int:
    return sum(one.quantity for one in found)
