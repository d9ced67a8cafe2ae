"""The year's end as it would come out now: the whole village's sums, and each household that it touches."""

from __future__ import annotations

from dataclasses import dataclass

from admin.foresight import foresee
from village import clock
from village.model.closing import Closing
from village.model.household import Household
from village.model.points import ZERO, Points
from village.services import households, ledger, years
from village.store import Store
from village.store import figures as sums

_EVERYBODY = 1_000_000


@dataclass(frozen=True, slots=True)
class Foreseen:
    """`held` is what all accounts hold now, `closing` what the year's end makes of it, `touched` the households
    whose balance changes: (household, before, after)."""

    held: Points
    closing: Closing
    touched: list[tuple[Household, Points, Points]]


def preview(store: Store, year: int, *, actor: str) -> Foreseen:
    """Close the year and look, and undo it. Raises as `years.close`."""

    def act() -> Foreseen:
        before = _balances(store)
        closing = years.close(store, year, actor=actor)
        after = _balances(store)
        touched = [(one, held, after[one.id][1]) for one, held in before.values() if held != after[one.id][1]]
        return Foreseen(sum((held for _, held in before.values()), ZERO), closing, touched)

    return foresee(store, act)


def known(store: Store) -> list[int]:
    """The years of the book, this one first."""
    this = clock.today().year
    first = sums.first_year(store) or this
    return list(range(this, min(first, this) - 1, -1))


def _balances(store: Store) -> dict[int, tuple[Household, Points]]:
    everybody = households.search(store, "", limit=_EVERYBODY)
    return {one.id: (one, ledger.balance(store, one.id)) for one in everybody if not one.closed}
