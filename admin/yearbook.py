"""The year's end as it would come out now: the whole village's sums, and each household that it touches."""

from __future__ import annotations

from dataclasses import dataclass

from admin.foresight import foresee
from village import clock
from village.model.closing import Closing
from village.model.household import Household
from village.model.points import ZERO, Points
from village.services import years
from village.store import Store, households, passbooks
from village.store import figures as sums


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

    return store.kept(("year's end", year, actor, clock.today()), lambda: foresee(store, act))


def known(store: Store) -> list[int]:
    """The years of the book, this one first."""
    this = clock.today().year
    first = sums.first_year(store) or this
    return list(range(this, min(first, this) - 1, -1))


def _balances(store: Store) -> dict[int, tuple[Household, Points]]:
    everybody, books = households.all_open(store), passbooks.books(store)
    return {one.id: (one, books.get(one.id, (ZERO, 0))[0]) for one in everybody}
