"""Guessing at a kiosk's doors is slowed: cards and numbers that open nothing are counted for each device."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from village import clock
from village.errors import VillageError
from village.store import Store, failures

REST = timedelta(minutes=10)
TRIES = {"card": 10, "digits": 20}
"""Misses in `REST` at a door, by device: far more than mistakes make, far fewer than guessing needs."""


def check(store: Store, *, door: str, whence: Collection[str]) -> None:
    """Nothing while there is patience left. Raises `guessing` when a door has to rest.

    `whence` are the marks of the device that asks, such as its address and its cookie: one that sheds a mark is
    still known by the other. Never a name that anybody may choose.
    """
    if any(failures.since(store, door=door, who=mark, at=clock.now() - REST) >= TRIES[door] for mark in whence):
        raise VillageError("guessing", minutes=REST.seconds // 60)


def note(store: Store, *, door: str, whence: Collection[str]) -> None:
    """One try that opened nothing."""
    with store.transaction():
        for mark in whence:
            failures.append(store, at=clock.now(), door=door, who=mark)
