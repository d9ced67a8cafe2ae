"""Money that the village applies for (资金拨付申请, annex 6): for a quarter's redemptions, or a year's prize."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ClaimKind(StrEnum):
    """What the money is for: `period` of the claim is a quarter, or a year."""

    REDEMPTION = "redemption"
    PRIZE = "prize"


class ClaimState(StrEnum):
    """How far an application has got."""

    FILED = "filed"
    RETURNED = "returned"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Claim:
    """`amount` in fen. `purpose` says what a prize is for (JX-30), `ground` the paper that gives it; `paper_id` is the
    activity plan that goes with a quarter's application."""

    id: int
    kind: ClaimKind
    period: str
    amount: int
    purpose: str
    ground: str
    paper_id: int | None
    claimed_on: date
    actor: str
    returned_on: date | None = None
    returned_why: str = ""
    paid_on: date | None = None

    @property
    def state(self) -> ClaimState:
        """Where it stands."""
        if self.paid_on:
            return ClaimState.PAID
        return ClaimState.RETURNED if self.returned_on else ClaimState.FILED
