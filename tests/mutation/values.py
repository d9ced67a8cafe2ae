"""What else a value could be: its neighbours, and the other words of its list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from rules.settings import Accepts
from rules.shapes import PER

__all__ = ["PER", "amounts", "days", "other_lists", "others", "said", "steps"]


def said(value: Any) -> str:
    """A value as a file writes it, for people to read."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(said(one) for one in value) + "]"
    return str(value) or '""'


def days(day: date) -> list[date]:
    """The day before and the day after."""
    return [day - timedelta(days=1), day + timedelta(days=1)]


def steps(number: int) -> list[int]:
    """One less and one more."""
    return [number - 1, number + 1]


def amounts(points: Any) -> list[Decimal]:
    """One point more in the same direction; and half of it, in whole or half points."""
    exact = Decimal(points)
    sign = -1 if exact < 0 else 1
    half = Decimal(int(exact)) / 2 if exact == int(exact) else exact - sign * Decimal("0.5")
    return [exact + sign, *([half] if half else [])]


def other_lists(given: list[Any], known: Iterable[Any]) -> list[list[Any]]:
    """Without each of its entries in turn, and with one that it lacks; a list of one has another instead."""
    shorter = [[one for one in given if one != left] for left in given]
    other = [one for one in known if one not in given][:1]
    return [*(one for one in shorter if one), *([*(given if len(given) > 1 else []), one] for one in other)]


def others(accepts: Accepts, value: Any, named: Iterable[str] = ()) -> list[Any]:
    """Every other word that a setting may be, and the neighbours of its number; for one that has no value yet,
    each word and a number. Each is something that the setting can take; `named` is what a list of free words may
    name."""
    if accepts.flag:
        return [not value]
    if accepts.text:
        return [f"{value}儿"]
    if accepts.rate or accepts.points:
        return [Decimal(1)] if value is None else amounts(value)
    found: list[Any] = [] if accepts.many and not accepts.whole else [one for one in accepts.words if one != value]
    if accepts.many:
        return found + _lists(accepts, value, named)
    if accepts.whole:
        low, high = accepts.whole
        near = steps(value) if type(value) is int else [low]
        found += [number for number in near if low <= number <= high]
    return found


def _lists(accepts: Accepts, value: Any, named: Iterable[str]) -> list[Any]:
    known = range(accepts.whole[0], accepts.whole[1] + 1) if accepts.whole else accepts.words or tuple(named)
    if not isinstance(value, list):
        return [[known[0]]]
    nothing: list[Any] = [[]] if accepts.empty and len(value) == 1 else []
    return other_lists(value, known) + nothing
