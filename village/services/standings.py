"""Who stands where this year: competition ranking (1, 1, 3) by total, untouched by redemption (GY-18, YK-22)."""

from __future__ import annotations

from dataclasses import dataclass

from village.errors import VillageError
from village.model.points import Points
from village.services import households
from village.store import Store, entries


@dataclass(frozen=True, slots=True)
class Standing:
    """`rank` of `of` open accounts; `total` = base on the account + net points earned in the year."""

    rank: int
    of: int
    total: Points


def standing(store: Store, *, household_id: int, year: int) -> Standing:
    """Where one household stands. Raises `account_closed` for a household out of the ranking."""
    totals = entries.totals(store, year=year)
    own = next((total for who, total in totals if who == household_id), None)
    if own is None:
        raise VillageError("account_closed", head=households.get(store, household_id).head)
    return Standing(1 + sum(total > own for _, total in totals), len(totals), own)
