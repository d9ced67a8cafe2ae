"""Limits: how often an item counts for one household (decisions 12 and 13).

Each function answers the points that a new score adds, or the form in which it is `capped`.
None of them depends on the order in which the facts of one period were recorded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rules.item import Item
from rules.shapes import Shape


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened and is to be scored, for one household."""

    item: str
    occurred: date
    option: str | None = None
    count: int = 1
    """Persons, times or places, as the item's `per` says."""
    points: int | None = None
    """Signed hundredths, for open items only; for a single score, before `count`."""
    member: str = ""
    place: str = ""
    reason: str = ""
    evidence: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """An earlier line of the same household that still counts: not reversed, not vetoed."""

    item: str
    option: str | None
    occurred: date
    points: int
    """What it added, in signed hundredths."""
    count: int = 1
    member: str = ""


def period(name: str, day: date) -> tuple[int, int]:
    """The month, quarter or year that a day lies in, as something to compare."""
    if name == "month":
        return day.year, day.month
    if name == "quarter":
        return day.year, (day.month + 2) // 3
    return day.year, 0


def added(item: Item, shape: Shape, value: int, fact: Fact, lines: Sequence[Line]) -> int | str:
    """Points that the fact adds beside the earlier lines, or why it is capped.

    `value` is the figure of a single score in signed hundredths.
    """
    if not shape.multiplies and fact.count > 1:
        return "several"
    if shape.tier:
        return topped_up(item, value, fact, lines)
    if shape.once:
        return per_person(shape, value, fact, lines)
    if shape.multiplies:
        return value * fact.count
    return once(shape, value, fact, lines)


def once(shape: Shape, value: int, fact: Fact, lines: Sequence[Line]) -> int | str:
    """Once in the month, quarter or year of the event."""
    if _same(fact, lines, shape.per):
        return shape.per
    return value


def per_person(shape: Shape, value: int, fact: Fact, lines: Sequence[Line]) -> int | str:
    """Each person once in the period. A named person counts once. Without names the count says
    how many of the family it is; a larger count later adds only the ones not yet counted."""
    if fact.member and fact.count > 1:
        return "several"
    earlier = [line for line in _same(fact, lines, shape.once) if line.member == fact.member]
    more = fact.count - max((line.count for line in earlier), default=0)
    return value * more if more > 0 else "person"


def topped_up(item: Item, value: int, fact: Fact, lines: Sequence[Line]) -> int | str:
    """The highest tier of the year: a higher one adds the difference, any other nothing."""
    year = fact.occurred.year
    before = sum(
        line.points
        for line in lines
        if line.item == fact.item and line.option in item.tiers and line.occurred.year == year
    )
    more = value - before
    if more == 0 or (more < 0) != (value < 0):
        return "tier"
    return more


def _same(fact: Fact, lines: Sequence[Line], name: str) -> list[Line]:
    """The lines of the same item and option in the same month, quarter or year."""
    now = period(name, fact.occurred)
    return [
        line
        for line in lines
        if line.item == fact.item
        and (line.option or None) == (fact.option or None)
        and period(name, line.occurred) == now
    ]
