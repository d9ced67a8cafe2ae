"""Evaluations of the items, quarter by quarter."""

from __future__ import annotations

from datetime import date
from typing import Any

from village.model.evaluation import Evaluation
from village.store.store import Store

_SELECT = "SELECT id, quarter, held_on, opinions, outcome, actor FROM evaluations"


def add(store: Store, *, quarter: str, on: date, opinions: str, outcome: str, actor: str) -> int:
    """Write one down."""
    cursor = store.db.conn.execute(
        "INSERT INTO evaluations (quarter, held_on, opinions, outcome, actor) VALUES (?, ?, ?, ?, ?)",
        (quarter, on.isoformat(), opinions, outcome, actor),
    )
    return int(cursor.lastrowid or 0)


def get(store: Store, evaluation_id: int) -> Evaluation | None:
    """One evaluation."""
    row = store.db.conn.execute(f"{_SELECT} WHERE id = ?", (evaluation_id,)).fetchone()
    return _evaluation(row) if row else None


def all_of(store: Store) -> list[Evaluation]:
    """Every evaluation, newest first."""
    return [_evaluation(row) for row in store.db.conn.execute(f"{_SELECT} ORDER BY quarter DESC, id DESC")]


def _evaluation(row: tuple[Any, ...]) -> Evaluation:
    return Evaluation(row[0], row[1], date.fromisoformat(row[2]), *row[3:])
