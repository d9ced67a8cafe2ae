"""Yearly budgets for goods, and the town's word on them."""

from __future__ import annotations

from datetime import date
from typing import Any

from village.model.goods_budget import GoodsBudget
from village.store.rows import maybe_day
from village.store.store import Store

_SELECT = """SELECT id, year, amount, note, drawn_on, budget.actor, coalesce(approval, ''), approved_on
    FROM goods_budgets AS budget LEFT JOIN goods_budget_approvals ON budget_id = budget.id"""


def add(store: Store, *, year: int, amount: int, note: str, on: date, actor: str) -> int:
    """A budget is drawn up."""
    cursor = store.db.conn.execute(
        "INSERT INTO goods_budgets (year, amount, note, drawn_on, actor) VALUES (?, ?, ?, ?, ?)",
        (year, amount, note, on.isoformat(), actor),
    )
    return int(cursor.lastrowid or 0)


def approve(store: Store, budget_id: int, *, approval: str, on: date, actor: str) -> None:
    """The town agrees."""
    store.db.conn.execute(
        "INSERT INTO goods_budget_approvals (budget_id, approval, approved_on, actor) VALUES (?, ?, ?, ?)",
        (budget_id, approval, on.isoformat(), actor),
    )


def get(store: Store, budget_id: int) -> GoodsBudget | None:
    """One budget."""
    row = store.db.conn.execute(f"{_SELECT} WHERE id = ?", (budget_id,)).fetchone()
    return _budget(row) if row else None


def all_of(store: Store) -> list[GoodsBudget]:
    """Every budget, newest first."""
    return [_budget(row) for row in store.db.conn.execute(f"{_SELECT} ORDER BY year DESC, id DESC")]


def approved(store: Store, year: int) -> GoodsBudget | None:
    """The last one of the year that the town agreed to."""
    row = store.db.conn.execute(
        f"{_SELECT} WHERE year = ? AND approval IS NOT NULL ORDER BY id DESC LIMIT 1", (year,)
    ).fetchone()
    return _budget(row) if row else None


def _budget(row: tuple[Any, ...]) -> GoodsBudget:
    return GoodsBudget(row[0], row[1], row[2], row[3], date.fromisoformat(row[4]), row[5], row[6], maybe_day(row[7]))
