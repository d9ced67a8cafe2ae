"""The clock and the calendar: a clock that fell behind writes nothing, and what a date brings by itself is done."""

from __future__ import annotations

from village import clock
from village.errors import VillageError
from village.store import Store, acts, entries


def check_clock(store: Store) -> None:
    """Raises `clock_behind` when the clock stands before the last act or line (office.md D.3)."""
    now = clock.now()
    lasts = store.kept("last written", lambda: (acts.last_at(store), entries.last_recorded(store)))
    if any(last and now < last for last in lasts):
        raise VillageError("clock_behind")
