"""Log-ins of the desk."""

from __future__ import annotations

from typing import Any

from village.model.staff import Role, Staff
from village.store.store import Store

_SELECT = "SELECT id, login, name, role, active, household_id FROM staff"


def add(store: Store, *, login: str, name: str, role: Role, password_hash: str) -> int:
    """A new log-in."""
    cursor = store.db.conn.execute(
        "INSERT INTO staff (login, name, role, password_hash) VALUES (?, ?, ?, ?)",
        (login, name, role, password_hash),
    )
    return int(cursor.lastrowid or 0)


def get(store: Store, staff_id: int) -> Staff | None:
    """One person by id."""
    row = store.db.conn.execute(f"{_SELECT} WHERE id = ?", (staff_id,)).fetchone()
    return _staff(row) if row else None


def by_login(store: Store, login: str) -> tuple[Staff, str] | None:
    """(person, password hash) by log-in name, upper and lower case alike."""
    row = store.db.conn.execute(
        "SELECT id, login, name, role, active, household_id, password_hash FROM staff WHERE login = ?", (login,)
    ).fetchone()
    return (_staff(row[:6]), row[6]) if row else None


def all_of(store: Store) -> list[Staff]:
    """Everybody with a log-in."""
    return [_staff(row) for row in store.db.conn.execute(f"{_SELECT} ORDER BY id")]


def save_password(store: Store, staff_id: int, password_hash: str) -> None:
    """A new password."""
    store.db.conn.execute("UPDATE staff SET password_hash = ? WHERE id = ?", (password_hash, staff_id))


def switch(store: Store, staff_id: int, *, active: bool) -> None:
    """On or off; the person's lines stay."""
    store.db.conn.execute("UPDATE staff SET active = ? WHERE id = ?", (int(active), staff_id))


def settle(store: Store, staff_id: int, *, household_id: int | None) -> None:
    """The household a person lives in, or none of this village."""
    store.db.conn.execute("UPDATE staff SET household_id = ? WHERE id = ?", (household_id, staff_id))


def follow(store: Store, *, former: int, to: int) -> None:
    """Whoever lived in an account that ended by a merger lives in the one that took it in."""
    store.db.conn.execute("UPDATE staff SET household_id = ? WHERE household_id = ?", (to, former))


def _staff(row: tuple[Any, ...]) -> Staff:
    return Staff(id=row[0], login=row[1], name=row[2], role=Role(row[3]), active=bool(row[4]), household_id=row[5])
