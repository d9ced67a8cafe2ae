"""Ledger and passbooks side by side (对账): what each was last seen to say, and the book (JX-18, YK-20)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from village import clock
from village.model.household import Household
from village.model.passbook import PassbookCheck
from village.model.points import ZERO, Points
from village.services import households, timekeeping
from village.store import Store, acts
from village.store import passbooks as rows


@dataclass(frozen=True, slots=True)
class Side:
    """A household's balance and lines in the book, and its passbook as it was last seen; None: never."""

    household: Household
    balance: Points
    lines: int
    check: PassbookCheck | None

    @property
    def since(self) -> int:
        """Lines that the book has had since the passbook agreed with it; all of them where it never did."""
        return self.lines - self.check.lines if self.check and self.check.agrees else self.lines


def look(store: Store, household_id: int, *, written: Points, actor: str, debited: Points = ZERO) -> PassbookCheck:
    """Somebody reads what a passbook says. `debited` is what the book has just taken for an order whose line the
    passbook does not have yet. Raises `unknown_household`, `clock_behind`."""
    with store.transaction():
        timekeeping.check_clock(store)
        households.get(store, household_id)
        balance, lines = rows.book(store, household_id)
        check = PassbookCheck(
            household_id, written, balance + debited, lines - (1 if debited else 0), clock.now(), actor
        )
        rows.add(store, check)
        subject, told = f"household:{household_id}", f"{written} {check.due}"
        acts.append(store, at=check.at, actor=actor, act="check_passbook", subject=subject, detail=told)
        return check


def beside(store: Store, found: Sequence[Household]) -> list[Side]:
    """These households, as they come."""
    homes = {one.id for one in found}
    books, checks = rows.books(store, homes), rows.newest(store, homes)
    return [Side(one, *books.get(one.id, (ZERO, 0)), checks.get(one.id)) for one in found]


def mismatched(store: Store) -> int:
    """How many passbooks were last seen to say something else than the book."""
    return sum(not check.agrees for check in rows.newest(store).values())
