"""A year's closing (年终结算): what lapsed, what was carried on."""

from __future__ import annotations

from dataclasses import dataclass

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
