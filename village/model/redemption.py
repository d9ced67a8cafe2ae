"""A redemption (兑换): points debited and goods reserved, then handed over or cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from village.model.points import Points


class RedemptionState(StrEnum):
    """Points are debited from the first state on; a cancelled one gave them back."""

    REQUESTED = "requested"
    HANDED_OVER = "handed_over"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Collector:
    """Who fetches goods for a household (代领), and what they are to it."""

    name: str
    relation: str = ""

    @property
    def told(self) -> str:
        """As it stands on a receipt."""
        return f"{self.name}（{self.relation}）" if self.relation else self.name


@dataclass(frozen=True, slots=True)
class Redemption:
    """`points` is what it cost, above zero; `finished_on` the day it was handed over or cancelled. `place` is the
    counter (JX-17), "" where the village has named none; `collector` who fetches it for the household."""

    id: int
    household_id: int
    goods_id: int
    quantity: int
    points: Points
    entry_seq: int
    requested_on: date
    due: date
    state: RedemptionState = RedemptionState.REQUESTED
    finished_on: date | None = None
    place: str = ""
    collector: Collector | None = None

    def overdue_days(self, today: date) -> int:
        """Days past `due`, until it was finished (DZ-20)."""
        return max(0, ((self.finished_on or today) - self.due).days)
