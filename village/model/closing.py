"""A year's closing (年终结算): how each account stood, what lapsed, what was carried on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from village.model.points import Points


@dataclass(frozen=True, slots=True)
class Closing:
    """`lapsed` is minus the sum of the closing entries, `carried` what the accounts hold after it, and
    `outstanding` the price of what was asked for and not yet handed over."""

    year: int
    households: int
    lapsed: Points
    carried: Points
    outstanding: Points


class Account(NamedTuple):
    """An open account at a year's end, in hundredths: base points, all other lines but redemptions, redemptions
    (above zero) up to that year, redemptions of later days."""

    household_id: int
    enrolled: date
    base: int
    gained: int
    spent: int
    drawn: int

    def eaten(self) -> int:
        """Base points that were spent, if they could be. The year's points are spent first; a deficit never takes
        from the base."""
        return min(self.base, max(0, self.spent - max(0, self.gained)))

    def left(self) -> int:
        """What the year left beside the base, less what was spent of it since; below zero for a deficit."""
        rest = self.gained - self.spent
        return rest - min(rest, self.drawn) if rest > 0 else rest
