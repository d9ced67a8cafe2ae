"""Goods and their stock: what came in less what went out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from village.model.goods import Delivery, Goods, PriceChange, StockIn
from village.model.points import Points
from village.store.rows import moment
from village.store.store import Store

_SELECT = """SELECT id, name, points, cost, stock, delivery, prohibited, cash_like, category,
                    coalesce((SELECT digest FROM goods_pictures WHERE goods_id = goods.id), '') FROM goods"""


def add(store: Store, goods: Goods) -> int:
    """A new kind of goods with an empty shelf (its `id`, `stock` and `picture` are ignored)."""
    cursor = store.db.conn.execute(
        """INSERT INTO goods (name, points, cost, delivery, prohibited, cash_like, category)
           VALUES (?, ?, ?, ?, ?, ?, ?)""",
        (
            *(goods.name, goods.points.hundredths if goods.points else None, goods.cost, goods.delivery.value),
            *(int(goods.prohibited), int(goods.cash_like), goods.category),
        ),
    )
    return int(cursor.lastrowid or 0)


def get(store: Store, goods_id: int) -> Goods | None:
    """One kind of goods."""
    row = store.db.conn.execute(f"{_SELECT} WHERE id = ?", (goods_id,)).fetchone()
    return _goods(row) if row else None


def some(store: Store, ids: Iterable[int]) -> dict[int, Goods]:
    """Those of these ids, withdrawn or not, asked for at once."""
    query = f"{_SELECT} WHERE id IN (SELECT value FROM json_each(?))"
    return {row[0]: _goods(row) for row in store.db.conn.execute(query, (json.dumps(sorted(set(ids))),))}


def all_of(store: Store) -> list[Goods]:
    """Everything the shop knows, by name; without what was withdrawn."""
    offered = "WHERE id NOT IN (SELECT goods_id FROM withdrawn_goods)"
    return [_goods(row) for row in store.db.conn.execute(f"{_SELECT} {offered} ORDER BY name, id")]


def categorise(store: Store, goods_id: int, *, category: str) -> None:
    """Goods belong to another category."""
    store.db.conn.execute("UPDATE goods SET category = ? WHERE id = ?", (category, goods_id))


def reprice(store: Store, change: PriceChange) -> None:
    """Another price, and its row in the book of changes."""
    points = change.points.hundredths if change.points else None
    store.db.conn.execute("UPDATE goods SET points = ?, cost = ? WHERE id = ?", (points, change.cost, change.goods_id))
    store.db.conn.execute(
        """INSERT INTO goods_prices (goods_id, former_points, former_cost, points, cost, reason, changed_at, actor)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            *(change.goods_id, change.former_points.hundredths if change.former_points else None, change.former_cost),
            *(points, change.cost, change.reason, change.at.isoformat(), change.actor),
        ),
    )


def prices(store: Store) -> list[PriceChange]:
    """Every change of a price, the first one first."""
    rows = store.db.conn.execute(
        """SELECT goods_id, former_points, former_cost, points, cost, reason, changed_at, actor
           FROM goods_prices ORDER BY id"""
    )
    return [
        PriceChange(row[0], _points(row[1]), row[2], _points(row[3]), row[4], row[5], moment(row[6]), row[7])
        for row in rows
    ]


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


def stocked(store: Store, goods_id: int) -> list[StockIn]:
    """What came in by purchase or as a gift, newest first; what an order put back is left out."""
    rows = store.db.conn.execute(
        """SELECT quantity, source, moved_at, actor FROM stock_moves
           WHERE goods_id = ? AND quantity > 0 AND source <> 'opening' AND source NOT LIKE 'redemption:%'
           ORDER BY id DESC""",
        (goods_id,),
    )
    return [StockIn(quantity, source, moment(at), actor) for quantity, source, at, actor in rows]


def moved(store: Store, goods_id: int) -> int:
    """The sum of all moves: what the stock must be."""
    row = store.db.conn.execute("SELECT sum(quantity) FROM stock_moves WHERE goods_id = ?", (goods_id,)).fetchone()
    return int(row[0] or 0)


def _goods(row: tuple[Any, ...]) -> Goods:
    return Goods(
        id=row[0],
        name=row[1],
        points=_points(row[2]),
        cost=row[3],
        stock=row[4],
        delivery=Delivery(row[5]),
        prohibited=bool(row[6]),
        cash_like=bool(row[7]),
        category=row[8],
        picture=row[9],
    )


def _points(hundredths: int | None) -> Points | None:
    return None if hundredths is None else Points(hundredths)
