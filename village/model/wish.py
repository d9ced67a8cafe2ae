"""A wish (点单): what a household would like the shop to have. No order: nothing is held, no points move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Wish:
    """A household's open wish for goods, first made on that day."""

    household_id: int
    goods_id: int
    day: date
