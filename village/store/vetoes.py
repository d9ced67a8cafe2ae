"""One-vote vetoes: one a household and month, for ever."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from village.model.veto import Veto
from village.store.store import Store

_BEFORE = """SELECT subject, detail, (SELECT subject FROM acts AS line WHERE line.id < act.id AND line.act = 'post'
                                   ORDER BY line.id DESC LIMIT 1)
    FROM acts AS act WHERE act = 'veto' AND EXISTS (SELECT 1 FROM vetoes)"""
_SELECT = "SELECT id, household_id, month, reason, known_on, actor FROM vetoes"


def add(store: Store, *, household_id: int, month: str, reason: str, on: date, actor: str) -> Veto:
    """Write a veto."""
    cursor = store.db.conn.execute(
        "INSERT INTO vetoes (household_id, month, reason, known_on, actor) VALUES (?, ?, ?, ?, ?)",
        (household_id, month, reason, on.isoformat(), actor),
    )
    return Veto(int(cursor.lastrowid or 0), household_id, month, reason, on, actor)


def get(store: Store, household_id: int, month: str) -> Veto | None:
    """The veto of a household's month, if there is one."""
    row = store.db.conn.execute(f"{_SELECT} WHERE household_id = ? AND month = ?", (household_id, month)).fetchone()
    return _veto(row) if row else None


def all_of(store: Store) -> list[Veto]:
    """Every veto, the first one first."""
    rows = store.db.conn.execute(f"{_SELECT} ORDER BY id")
    return [_veto(row) for row in rows]


def months(store: Store, household_id: int) -> frozenset[str]:
    """The months of a household that count nothing."""
    rows = store.db.conn.execute("SELECT month FROM vetoes WHERE household_id = ?", (household_id,))
    return frozenset(month for (month,) in rows)


def every(store: Store) -> frozenset[tuple[int, str]]:
    """(household, month) of every month that counts nothing."""
    query = "SELECT household_id, month FROM vetoes"
    return store.kept("vetoed months", lambda: frozenset(store.db.conn.execute(query)))


def heads(store: Store) -> dict[tuple[int, str], int]:
    """(household, month) → the number of the last line before its veto; later ones were judged without that month."""
    return {
        (int(subject.rpartition(":")[2]), month): int(line.rpartition("-")[2]) if line else 0
        for subject, month, line in store.db.conn.execute(_BEFORE)
    }


def _veto(row: Sequence[Any]) -> Veto:
    return Veto(row[0], row[1], row[2], row[3], date.fromisoformat(row[4]), row[5])
