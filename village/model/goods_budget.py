"""A year's budget for goods (积分兑换物资预算), which the town approves before anything is redeemed (YK-23)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class GoodsBudget:
    """`amount` in fen. `approval` names the town's paper, "" while the town has not agreed."""

    id: int
    year: int
    amount: int
    note: str
    drawn_on: date
    actor: str
    approval: str = ""
    approved_on: date | None = None
