"""The office's registers. Rows are only ever added; an end is a row of its own."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from village.model.registration import Register, Registration
from village.store.rows import maybe_day
from village.store.store import Store

_SELECT = """SELECT id, register, day, title, household_id, group_name, name, place, note, one.actor, ended_on,
    coalesce(reason, '') FROM registrations AS one LEFT JOIN registration_ends ON registration_id = one.id"""


def add(store: Store, row: Registration, *, at: datetime) -> int:
    """Write a row (its `id` is ignored)."""
    cursor = store.db.conn.execute(
        """INSERT INTO registrations
           (register, day, title, household_id, group_name, name, place, note, recorded_at, actor)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            *(row.register.value, row.day.isoformat(), row.title, row.household_id, row.group),
            *(row.name, row.place, row.note, at.isoformat(), row.actor),
        ),
    )
    return int(cursor.lastrowid or 0)


def end(store: Store, registration_id: int, *, on: date, reason: str, at: datetime, actor: str) -> None:
    """It holds no longer, from this day."""
    store.db.conn.execute(
        """INSERT INTO registration_ends (registration_id, ended_on, reason, recorded_at, actor)
           VALUES (?, ?, ?, ?, ?)""",
        (registration_id, on.isoformat(), reason, at.isoformat(), actor),
    )


def get(store: Store, registration_id: int) -> Registration | None:
    """One row."""
    row = store.db.conn.execute(f"{_SELECT} WHERE id = ?", (registration_id,)).fetchone()
    return _registration(row) if row else None


def of_register(store: Store, register: Register) -> list[Registration]:
    """A register's rows, newest first."""
    rows = store.db.conn.execute(f"{_SELECT} WHERE register = ? ORDER BY day DESC, id DESC", (register.value,))
    return [_registration(row) for row in rows]


def standing_first(store: Store, register: Register, *, limit: int, skip: int) -> list[Registration]:
    """So many of a register's rows after the first `skip`: those that have not ended before the others, each newest
    first."""
    rows = store.db.conn.execute(
        f"{_SELECT} WHERE register = ? ORDER BY ended_on IS NOT NULL, day DESC, id DESC LIMIT ? OFFSET ?",
        (register.value, limit, skip),
    )
    return [_registration(row) for row in rows]


def of_household(store: Store, household_id: int) -> list[Registration]:
    """What stands about a household and has not ended, newest first."""
    rows = store.db.conn.execute(
        f"{_SELECT} WHERE household_id = ? AND ended_on IS NULL ORDER BY day DESC, id DESC", (household_id,)
    )
    return [_registration(row) for row in rows]


def standing(store: Store) -> dict[Register, int]:
    """How many rows of each register have not ended."""
    rows = store.db.conn.execute(
        """SELECT register, count(*) FROM registrations AS one
           WHERE NOT EXISTS (SELECT 1 FROM registration_ends WHERE registration_id = one.id) GROUP BY register"""
    )
    known = set(Register)  # former registers may have rows that moved elsewhere
    return {Register(register): count for register, count in rows if register in known}


def _registration(row: tuple[Any, ...]) -> Registration:
    return Registration(
        id=row[0],
        register=Register(row[1]),
        day=date.fromisoformat(row[2]),
        title=row[3],
        household_id=row[4],
        group=row[5],
        name=row[6],
        place=row[7],
        note=row[8],
        actor=row[9],
        ended_on=maybe_day(row[10]),
        ended_why=row[11],
    )
