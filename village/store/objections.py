"""Objections to lines of the ledger."""

from __future__ import annotations

from datetime import date
from typing import Any

from village.model.objection import Objection, ObjectionState
from village.store.store import Store

_SELECT = "SELECT id, entry_seq, household_id, raised_on, state FROM objections"


def add(store: Store, *, entry_seq: int, household_id: int, on: date) -> int:
    """Write an open objection and answer its id."""
    cursor = store.db.conn.execute(
        "INSERT INTO objections (entry_seq, household_id, raised_on) VALUES (?, ?, ?)",
        (entry_seq, household_id, on.isoformat()),
    )
    return int(cursor.lastrowid or 0)


def get(store: Store, objection_id: int) -> Objection | None:
    """One objection."""
    row = store.db.conn.execute(f"{_SELECT} WHERE id = ?", (objection_id,)).fetchone()
    return _objection(row) if row else None


def open_ones(store: Store) -> list[Objection]:
    """Those that wait for a decision, oldest first."""
    return [_objection(row) for row in store.db.conn.execute(f"{_SELECT} WHERE state = 'open' ORDER BY id")]


def all_of(store: Store) -> list[Objection]:
    """Every objection in the order in which they were raised."""
    return [_objection(row) for row in store.db.conn.execute(f"{_SELECT} ORDER BY id")]


def of_household(store: Store, household_id: int) -> list[Objection]:
    """Those that a household raised, and those against its lines, newest first."""
    rows = store.db.conn.execute(
        f"""{_SELECT} WHERE household_id = ? OR entry_seq IN (SELECT seq FROM entries WHERE household_id = ?)
            ORDER BY id DESC""",
        (household_id, household_id),
    )
    return [_objection(row) for row in rows]


def disputed(store: Store) -> set[int]:
    """The numbers of the lines under an open objection."""
    return {seq for (seq,) in store.db.conn.execute("SELECT entry_seq FROM objections WHERE state = 'open'")}


def decide(store: Store, objection_id: int, state: ObjectionState) -> None:
    """Write down how it ended."""
    store.db.conn.execute("UPDATE objections SET state = ? WHERE id = ?", (state.value, objection_id))


def follow(store: Store, *, former: int, to: int) -> None:
    """Open objections to a line that moved now stand against its copy."""
    store.db.conn.execute("UPDATE objections SET entry_seq = ? WHERE entry_seq = ? AND state = 'open'", (to, former))


def _objection(row: tuple[Any, ...]) -> Objection:
    return Objection(row[0], row[1], row[2], date.fromisoformat(row[3]), ObjectionState(row[4]))
