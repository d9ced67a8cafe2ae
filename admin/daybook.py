"""The day's lines of the whole village, newest first, with household and item in words."""

from __future__ import annotations

from dataclasses import dataclass

from village import clock
from village.model.entry import Entry
from village.model.household import Household
from village.services import household_lists, ledger, rulebook
from village.store import Store


@dataclass(frozen=True, slots=True)
class DayLine:
    """One line of the book and whose it is; `what` is "" for lines without an item."""

    entry: Entry
    household: Household
    what: str


def today(store: Store, *, limit: int = 30, skip: int = 0) -> list[DayLine]:
    """What was recorded today, without the newest `skip` lines."""
    day = clock.today()
    found = [one for one in ledger.latest(store, limit=limit, skip=skip) if one.recorded_at.date() == day]
    homes = household_lists.some(store, (one.household_id for one in found))
    return [DayLine(one, homes[one.household_id], rulebook.title_on(store, one)) for one in found]
