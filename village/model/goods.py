"""Goods (物品) of the points shop (积分超市)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from village.model.points import Points


class Delivery(StrEnum):
    """How soon it has to be there: general goods, or appliances (DZ-20)."""

    DAILY = "daily"
    APPLIANCE = "appliance"


@dataclass(frozen=True, slots=True)
class PriceChange:
    """One change of a price, each price in points or by the cost in fen (GY-06)."""

    goods_id: int
    former_points: Points | None
    former_cost: int | None
    points: Points | None
    cost: int | None
    reason: str
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True)
class StockIn:
    """What came in once (入库): how many, from where, when, by whose hand."""

    quantity: int
    source: str
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True)
class StockTaking:
    """The shelf was counted (盘点): the book said `before`, there were `counted`, and why they differ."""

    at: datetime
    before: int
    counted: int
    reason: str
    actor: str


@dataclass(frozen=True, slots=True)
class Clearance:
    """Who answered for goods that nothing forbids them (JX-28), and to which questions."""

    at: datetime
    actor: str
    questions: str


@dataclass(frozen=True, slots=True)
class Goods:
    """Priced in `points`, or by its `cost` in fen (hundredths of a yuan) at the village's rate; one of the two.

    `prohibited` goods harm the environment, are banned or invasive (JX-28); `cash_like` stand for money (JX-29).
    `category` is one of the document's where it lists them (JX-27, DZ-20). `picture` is the SHA-256 of their photo's
    bytes in hex, "" for none.
    """

    id: int
    name: str
    points: Points | None
    cost: int | None
    stock: int = 0
    delivery: Delivery = Delivery.DAILY
    prohibited: bool = False
    cash_like: bool = False
    category: str = ""
    picture: str = ""
