"""A publication (公示): the board of a month or a quarter, frozen as it was put up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from village.model.points import Points


class PeriodState(StrEnum):
    """How far a month or a quarter has got."""

    OPEN = "open"
    SIGNED = "signed"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Publication:
    """`months` are the ones that this board made public; an earlier board may hold others of the period."""

    id: int
    period: str
    months: tuple[str, ...]
    published_on: date
    actor: str


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One household on a board: points of the period and the year's total, as they stood that day. `restored`: the veto
    that the board speaks of was taken back since."""

    household_id: int
    head: str
    group: str
    points: Points
    total: Points
    vetoed: bool
    restored: bool
