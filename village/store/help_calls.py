"""Calls for help from the kiosks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from village.model.help_call import HelpCall
from village.store.rows import maybe_moment, moment
from village.store.store import Store

_SELECT = "SELECT id, kiosk, step, called_at, answered_at, answered_by FROM help_calls"


def add(store: Store, *, kiosk: str, step: str, at: datetime) -> HelpCall:
    """A new call; a kiosk that rings already keeps its call."""
    row = store.db.conn.execute(f"{_SELECT} WHERE kiosk = ? AND answered_at IS NULL", (kiosk,)).fetchone()
    if row:
        return _call(row)
    cursor = store.db.conn.execute(
        "INSERT INTO help_calls (kiosk, step, called_at) VALUES (?, ?, ?)", (kiosk, step, at.isoformat())
    )
    return HelpCall(int(cursor.lastrowid or 0), kiosk, step, at)


def waiting(store: Store) -> list[HelpCall]:
    """What rings now, oldest first."""
    return [_call(row) for row in store.db.conn.execute(f"{_SELECT} WHERE answered_at IS NULL ORDER BY id")]


def answered(store: Store, *, since: datetime) -> list[HelpCall]:
    """What somebody went to since then, newest first."""
    rows = store.db.conn.execute(f"{_SELECT} WHERE answered_at >= ? ORDER BY answered_at DESC", (since.isoformat(),))
    return [_call(row) for row in rows]


def answer(store: Store, call_id: int, *, at: datetime, by: str) -> None:
    """Somebody goes there."""
    store.db.conn.execute(
        "UPDATE help_calls SET answered_at = ?, answered_by = ? WHERE id = ? AND answered_at IS NULL",
        (at.isoformat(), by, call_id),
    )


def get(store: Store, call_id: int) -> HelpCall | None:
    """One call."""
    row = store.db.conn.execute(f"{_SELECT} WHERE id = ?", (call_id,)).fetchone()
    return _call(row) if row else None


def _call(row: tuple[Any, ...]) -> HelpCall:
    return HelpCall(row[0], row[1], row[2], moment(row[3]), maybe_moment(row[4]), row[5])
