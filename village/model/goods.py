"""Goods (物品) of the points shop (积分超市)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from village.model.points import Points


class Delivery(StrEnum):
    """How soon it has to be there: general goods, or appliances (DZ-20)."""

    DAILY = "daily"
    APPLIANCE = "appliance"


@dataclass(frozen=True, slots=True)
class Goods:
    """Priced in `points`, or by its `cost` in fen (hundredths of a yuan) at the village's rate; one of the two.

    `prohibited` goods harm the environment, are banned or invasive (JX-28); `cash_like` stand for money (JX-29).
    """

    id: int
    name: str
    points: Points | None
    cost: int | None
    stock: int = 0
    delivery: Delivery = Delivery.DAILY
    prohibited: bool = False
    cash_like: bool = False
