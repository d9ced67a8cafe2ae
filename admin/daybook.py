"""The day's lines of the whole village, newest first, with household and item in words."""

from __future__ import annotations

from dataclasses import dataclass

from village import clock
from village.model.entry import Entry
from village.model.household import Household
from village.services import households, ledger, rulebook
from village.store import Store

_LOOKED_AT = 400  # lines a busy village records on one day


@dataclass(frozen=True, slots=True)
class DayLine:
    """One line of the book and whose it is; `what` is "" for lines without an item."""

    entry: Entry
    household: Household
    what: str


def today(store: Store, *, limit: int = 30) -> list[DayLine]:
    """What was recorded today."""
    lines: list[DayLine] = []
    last = ledger.head(store).seq
    for seq in range(last, max(0, last - _LOOKED_AT), -1):
        entry = ledger.line(store, seq)
        if entry.recorded_at.date() != clock.today() or len(lines) == limit:
            break
        what = rulebook.title_on(store, entry)
        lines.append(DayLine(entry, households.get(store, entry.household_id), what))
    return lines
