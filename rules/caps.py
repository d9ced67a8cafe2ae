"""Limits: how often an item counts for one household (decisions 12 and 13).

Lines of one household limit each other if they are rivals; `added` answers the points that a new score adds
beside them, or the form in which it is `capped`. Neither depends on the order in which the facts of one period
were recorded.
"""

from collections.abc import Hashable, Sequence
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


Counted = tuple[int, int]
"""What a limit asks of an earlier line: the points it added, and how many it stood for."""


def period(name: str, day: date) -> tuple[int, int]:
    """The month, quarter or year that a day lies in, as something to compare."""
    if name == "month":
        return day.year, day.month
    if name == "quarter":
        return day.year, (day.month + 2) // 3
    return day.year, 0


def rivals(item: Item, option: str | None, occurred: date, member: str) -> Hashable:
    """What a score shares with those it is limited by, all of one household; None where every score counts."""
    shape = item.shape_of(option)
    if shape.tier:
        return item.code, "tier", occurred.year
    if shape.once:
        return item.code, option or "", member, *period(shape.once, occurred)
    if shape.multiplies:
        return None
    return item.code, option or "", *period(shape.per, occurred)


def added(shape: Shape, value: int, count: int, member: str, earlier: Sequence[Counted]) -> int | str:
    """Points that a fact adds beside its earlier rivals, or why it is capped.

    `value` is the figure of a single score in signed hundredths.
    """
    if count > 1 and (member if shape.once else not shape.multiplies):
        return "several"
    if shape.tier:
        return topped_up(value, earlier)
    if shape.once:
        return per_person(value, count, earlier)
    if shape.multiplies:
        return value * count
    return shape.per if earlier else value


def per_person(value: int, count: int, earlier: Sequence[Counted]) -> int | str:
    """Each person once in the period. A named person counts once. Without names the count says
    how many of the family it is; a larger count later adds only the ones not yet counted."""
    more = count - max((persons for _, persons in earlier), default=0)
    return value * more if more > 0 else "person"


def topped_up(value: int, earlier: Sequence[Counted]) -> int | str:
    """The highest tier of the year: a higher one adds the difference, any other nothing."""
    more = value - sum(points for points, _ in earlier)
    return "tier" if more == 0 or (more < 0) != (value < 0) else more
