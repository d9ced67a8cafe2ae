"""Guessing at a kiosk's doors is slowed: cards and numbers that open nothing are counted for each kiosk."""

from __future__ import annotations

from datetime import timedelta

from village import clock
from village.errors import VillageError
from village.store import Store, failures

REST = timedelta(minutes=10)
TRIES = {"card": 10, "digits": 20}
"""Misses in `REST` at a door, by kiosk: far more than mistakes make, far fewer than guessing needs."""


def check(store: Store, *, door: str, who: str) -> None:
    """Nothing while there is patience left. Raises `guessing` when a door of this kiosk has to rest."""
    if failures.since(store, door=door, who=who, at=clock.now() - REST) >= TRIES[door]:
        raise VillageError("guessing", minutes=REST.seconds // 60)


def note(store: Store, *, door: str, who: str) -> None:
    """One try that opened nothing."""
    with store.transaction():
        failures.append(store, at=clock.now(), door=door, who=who)
