"""Guessing at a door is slowed, and the desk hears of it (norms: ASVS 2.4.1): cards and numbers that open nothing are
counted for each device, PINs for each household, passwords for each log-in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from village import clock
from village.errors import VillageError
from village.store import Store, acts, failures

REST = timedelta(minutes=10)
TRIES = {"card": 10, "digits": 20, "pin": 5, "login": 8}
"""Misses in `REST` at a door after which it rests: far more than mistakes make, far fewer than guessing needs."""
_TOLD = timedelta(days=1)
_ACT = "guessing"


@dataclass(frozen=True, slots=True)
class Guessing:
    """A door that had to rest. `whose`: a kiosk's whereabouts at "card" and "digits", a household's id at "pin", a
    log-in at "login"."""

    at: datetime
    door: str
    whose: str


def check(store: Store, *, door: str, whence: Collection[str]) -> None:
    """Nothing while there is patience left. Raises `guessing` when a door has to rest.

    `whence` are the marks of the device that asks, such as its address and its cookie: one that sheds a mark is
    still known by the other. Never a name that anybody may choose.
    """
    if any(is_shut(store, door=door, who=mark) for mark in whence):
        raise VillageError("guessing", minutes=REST.seconds // 60)


def note(store: Store, *, door: str, whence: Collection[str], whose: str) -> None:
    """One try that opened nothing; with the one that shuts the door the desk is told `whose` it was."""
    with store.transaction():
        for mark in whence:
            failures.append(store, at=clock.now(), door=door, who=mark)
        if any(_missed(store, door, mark) == TRIES[door] for mark in whence):
            tell(store, door=door, whose=whose)


def is_shut(store: Store, *, door: str, who: str) -> bool:
    """Whether it has to rest."""
    return _missed(store, door, who) >= TRIES[door]


def tell(store: Store, *, door: str, whose: str) -> None:
    """Write down that a door was shut. Inside a transaction."""
    acts.append(store, at=clock.now(), actor=whose, act=_ACT, subject=door)


def told(store: Store) -> list[Guessing]:
    """The doors that had to rest within a day, each with the last time, newest first."""
    last: dict[tuple[str, str], Guessing] = {}
    for at, whose, door in acts.since(store, _ACT, clock.now() - _TOLD):
        last.setdefault((door, whose), Guessing(datetime.fromisoformat(at), door, whose))
    return list(last.values())


def _missed(store: Store, door: str, who: str) -> int:
    return failures.since(store, door=door, who=who, at=clock.now() - REST)
