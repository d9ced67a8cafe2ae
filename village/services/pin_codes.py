"""A household's PIN: four digits of its own choice, argon2-hashed, with slowed guessing."""

from __future__ import annotations

import re

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from village import clock
from village.errors import VillageError
from village.services import guesses, households
from village.store import Store, acts, failures
from village.store import households as rows

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)  # OWASP's figures, right for a Pi


def choose(store: Store, household_id: int, *, pin: str, actor: str) -> None:
    """Four digits of the household's own choice; "" takes the PIN away. Raises `pin_invalid`."""
    if pin and not re.fullmatch(r"\d{4}", pin):
        raise VillageError("pin_invalid")
    with store.transaction():
        households.get(store, household_id)
        rows.save_pin_hash(store, household_id, _HASHER.hash(pin) if pin else "")
        failures.forget(store, door="pin", who=str(household_id))
        acts.append(store, at=clock.now(), actor=actor, act="set_pin", subject=f"household:{household_id}")


def check(store: Store, household_id: int, *, pin: str) -> None:
    """Nothing when right. Raises `pin_wrong`, `pin_unset`, and `pin_locked` after too many wrong ones."""
    kept = rows.pin_hash(store, household_id)
    if not kept:
        raise VillageError("pin_unset")
    who = str(household_id)
    with store.transaction():  # counted before it is looked at: many tries at once are no way round the count
        if guesses.is_shut(store, door="pin", who=who):
            raise _locked()
        failures.append(store, at=clock.now(), door="pin", who=who)
        last = guesses.is_shut(store, door="pin", who=who)
    try:
        _HASHER.verify(kept, pin)
    except VerificationError as why:
        if not last:
            raise VillageError("pin_wrong") from why
        with store.transaction():
            guesses.tell(store, door="pin", whose=who)
        raise _locked() from why
    with store.transaction():
        failures.forget(store, door="pin", who=who)


def _locked() -> VillageError:
    return VillageError("pin_locked", minutes=guesses.REST.seconds // 60)
