"""The yearly reward of the shop's keeper (超市经营者): points in a book of their own, not of a household (GY-06)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from village.model.points import Points


@dataclass(frozen=True, slots=True)
class OperatorReward:
    """`grounds` say how the shop was kept; `approval` who decided."""

    id: int
    year: int
    operator: str
    points: Points
    grounds: str
    approval: str
    given_on: date
    actor: str
