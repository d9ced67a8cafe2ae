"""Who a row of a ledger is about."""

from __future__ import annotations

from village.model.household import Household
from village.services import households
from village.store import Store

Row = list[object]


def every_home(store: Store) -> dict[int, Household]:
    """Every household there ever was, in house order."""
    return {one.id: one for one in households.search(store, "", limit=-1)}


def whose(household: Household) -> tuple[str, str, str]:
    """What a form asks of a household: 户号, 户主, 组."""
    return household.number, household.head, household.group
