"""Goods and their stock: what came in less what went out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from village.model.goods import Delivery, Goods
from village.model.points import Points
from village.store.store import Store

_SELECT = "SELECT id, name, points, cost, stock, delivery, prohibited, cash_like FROM goods"


def add(store: Store, goods: Goods) -> int:
    """A new kind of goods with an empty shelf (its `id` and `stock` are ignored)."""
    cursor = store.db.conn.execute(
        "INSERT INTO goods (name, points, cost, delivery, prohibited, cash_like) VALUES (?, ?, ?, ?, ?, ?)",
        (
            *(goods.name, goods.points.hundredths if goods.points else None, goods.cost, goods.delivery.value),
            *(int(goods.prohibited), int(goods.cash_like)),
        ),
    )
    return int(cursor.lastrowid or 0)


def get(store: Store, goods_id: int) -> Goods | None:
    """One kind of goods."""
    row = store.db.conn.execute(f"{_SELECT} WHERE id = ?", (goods_id,)).fetchone()
    return _goods(row) if row else None


def all_of(store: Store) -> list[Goods]:
    """Everything the shop knows, by name."""
    return [_goods(row) for row in store.db.conn.execute(f"{_SELECT} ORDER BY name, id")]


def move(store: Store, goods_id: int, *, quantity: int, source: str, at: datetime, actor: str) -> bool:
    """Put goods on the shelf, or take them (`quantity` below zero). False, and nothing done, when too few are there.

    One guarded statement: however many kiosks ask at once, the shelf never goes below nought.
    """
    taken = store.db.conn.execute(
        "UPDATE goods SET stock = stock + ? WHERE id = ? AND stock + ? >= 0", (quantity, goods_id, quantity)
    )
    if taken.rowcount != 1:
        return False
    store.db.conn.execute(
        "INSERT INTO stock_moves (goods_id, quantity, source, moved_at, actor) VALUES (?, ?, ?, ?, ?)",
        (goods_id, quantity, source, at.isoformat(), actor),
    )
    return True


def moved(store: Store, goods_id: int) -> int:
    """The sum of all moves: what the stock must be."""
    row = store.db.conn.execute("SELECT sum(quantity) FROM stock_moves WHERE goods_id = ?", (goods_id,)).fetchone()
    return int(row[0] or 0)


def _goods(row: tuple[Any, ...]) -> Goods:
    return Goods(
        id=row[0],
        name=row[1],
        points=None if row[2] is None else Points(row[2]),
        cost=row[3],
        stock=row[4],
        delivery=Delivery(row[5]),
        prohibited=bool(row[6]),
        cash_like=bool(row[7]),
    )
