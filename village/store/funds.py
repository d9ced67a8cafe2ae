"""The book of money. Amounts in fen; lines are only ever added."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from village.model.fund import Flow, Fund
from village.store.store import Store

_SELECT = "SELECT id, day, flow, amount, heading, note, actor, takes_back FROM funds"


def add(store: Store, fund: Fund, *, at: datetime) -> Fund:
    """Write a line (its `id` is ignored) and answer it with its number."""
    cursor = store.db.conn.execute(
        """INSERT INTO funds (day, flow, amount, heading, note, takes_back, recorded_at, actor)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            *(fund.day.isoformat(), fund.flow.value, fund.amount, fund.heading, fund.note),
            *(fund.takes_back, at.isoformat(), fund.actor),
        ),
    )
    return Fund(int(cursor.lastrowid or 0), *_plain(fund)[1:])


def get(store: Store, fund_id: int) -> Fund | None:
    """One line."""
    row = store.db.conn.execute(f"{_SELECT} WHERE id = ?", (fund_id,)).fetchone()
    return _fund(row) if row else None


def taken_back(store: Store) -> set[int]:
    """The lines that others undo."""
    rows = store.db.conn.execute("SELECT takes_back FROM funds WHERE takes_back IS NOT NULL")
    return {fund_id for (fund_id,) in rows}


def between(store: Store, first: date, last: date, *, limit: int = -1, skip: int = 0) -> list[Fund]:
    """The lines of these days, newest first; all of them, or so many after the first `skip`."""
    rows = store.db.conn.execute(
        f"{_SELECT} WHERE day BETWEEN ? AND ? ORDER BY day DESC, id DESC LIMIT ? OFFSET ?",
        (first.isoformat(), last.isoformat(), limit, skip),
    )
    return [_fund(row) for row in rows]


def total(store: Store, flow: Flow, first: date, last: date) -> int:
    """The sum of a flow over these days, what was taken back left out, in fen."""
    row = store.db.conn.execute(
        """SELECT coalesce(sum(CASE WHEN takes_back IS NULL THEN amount ELSE -amount END), 0) FROM funds
           WHERE flow = ? AND day BETWEEN ? AND ?""",
        (flow.value, first.isoformat(), last.isoformat()),
    ).fetchone()
    return int(row[0])


def _plain(fund: Fund) -> tuple[Any, ...]:
    return (fund.id, fund.day, fund.flow, fund.amount, fund.heading, fund.note, fund.actor, fund.takes_back)


def _fund(row: tuple[Any, ...]) -> Fund:
    return Fund(row[0], date.fromisoformat(row[1]), Flow(row[2]), *row[3:])
