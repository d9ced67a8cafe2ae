"""Log-ins of the desk: argon2 hashes, slowed guessing."""

from __future__ import annotations

import re
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from village import clock
from village.errors import VillageError
from village.model.belonging import NOBODY, Belonging
from village.model.staff import Role, Staff
from village.services import guesses, households, participation, passwords
from village.store import Store, acts, failures
from village.store import staff as rows

LOGIN = r"[A-Za-z0-9_.-]{2,30}"
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def add(store: Store, *, login: str, name: str, role: Role, password: str, actor: str) -> Staff:
    """A new log-in. Raises `staff_name_wrong`, `staff_taken`, `password_short`, `password_weak`."""
    check_name(login, name)
    passwords.check(password, login=login)
    with store.transaction():
        if rows.by_login(store, login):
            raise VillageError("staff_taken")
        staff_id = rows.add(store, login=login, name=name.strip(), role=role, password_hash=_HASHER.hash(password))
        acts.append(store, at=clock.now(), actor=actor, act="add_staff", subject=f"staff:{staff_id}", detail=role)
    return Staff(id=staff_id, login=login, name=name.strip(), role=role)


def check_name(login: str, name: str) -> None:
    """Raises `staff_name_wrong` for a log-in that cannot be typed everywhere, or for nobody's name."""
    if not re.fullmatch(LOGIN, login) or not name.strip():
        raise VillageError("staff_name_wrong")


def log_in(store: Store, *, login: str, password: str) -> Staff:
    """The person, when the password is right. Raises `login_wrong`, and `login_locked` after too many tries."""
    person = _proved(store, login=login, password=password)
    with store.transaction():
        failures.forget(store, door="login", who=person.login.lower())
        acts.append(store, at=clock.now(), actor=person.name, act="log_in", subject=f"staff:{person.id}")
    return person


def change_password(store: Store, person: Staff, *, known: str, wanted: str) -> None:
    """A person's own new password. Raises `login_wrong`, `login_locked`, `password_short`,
    `password_weak`."""
    _proved(store, login=person.login, password=known)
    passwords.check(wanted, login=person.login)
    hashed = _HASHER.hash(wanted)
    with store.transaction():
        rows.save_password(store, person.id, hashed)
        acts.append(store, at=clock.now(), actor=person.name, act="change_password", subject=f"staff:{person.id}")


def switch(store: Store, staff_id: int, *, active: bool, by: Staff) -> None:
    """Let a log-in rest, or wake it; a session it has open ends at once. What the person wrote stays.

    Nobody switches off themselves: so there is always one left who can switch others on. Raises `staff_self`,
    `page_missing`.
    """
    if staff_id == by.id:
        raise VillageError("staff_self")
    with store.transaction():
        if rows.get(store, staff_id) is None:
            raise VillageError("page_missing")
        rows.switch(store, staff_id, active=active)
        act = "wake_staff" if active else "rest_staff"
        acts.append(store, at=clock.now(), actor=by.name, act=act, subject=f"staff:{staff_id}")


def settle(store: Store, staff_id: int, *, household_id: int | None, by: Staff) -> None:
    """Say in which household a person lives, None for somebody from elsewhere: on its lines, and where groups score
    each other on its whole group's, the person decides nothing (GY-22, MH-08).

    Raises `unknown_household`, `account_closed`, `page_missing`.
    """
    with store.transaction():
        home = participation.account(store, household_id) if household_id is not None else None
        if rows.get(store, staff_id) is None:
            raise VillageError("page_missing")
        rows.settle(store, staff_id, household_id=household_id)
        number = home.number if home else ""
        acts.append(
            store, at=clock.now(), actor=by.name, act="settle_staff", subject=f"staff:{staff_id}", detail=number
        )


def belonging(store: Store, person: Staff) -> Belonging:
    """The person's household and its group, as the roll has them today."""
    if person.household_id is None:
        return NOBODY
    return Belonging(person.household_id, households.get(store, person.household_id).group)


def _proved(store: Store, *, login: str, password: str) -> Staff:
    who = login.strip().lower()[:30]
    if guesses.is_shut(store, door="login", who=who):
        raise VillageError("login_locked", minutes=guesses.REST.seconds // 60)
    found = rows.by_login(store, login.strip())
    try:
        _HASHER.verify(found[1] if found else _nobody(), password)
    except VerificationError:
        found = None
    if found is None or not found[0].active:
        guesses.note(store, door="login", whence=[who], whose=who)
        raise VillageError("login_wrong")
    return found[0]


@cache
def _nobody() -> str:
    """A hash that no password fits, so that an unknown log-in takes as long to refuse as a known one."""
    return _HASHER.hash(secrets.token_hex())


def get(store: Store, staff_id: int) -> Staff | None:
    """One person, or None when the log-in is gone or was switched off."""
    person = rows.get(store, staff_id)
    return person if person and person.active else None


def all_of(store: Store) -> list[Staff]:
    """Everybody with a log-in."""
    return rows.all_of(store)
