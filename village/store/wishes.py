"""What households would like the shop to buy (点单)."""

from __future__ import annotations

from datetime import datetime

from village.store.store import Store


def add(store: Store, *, household_id: int, goods_id: int, at: datetime) -> None:
    """One wish."""
    store.db.conn.execute(
        "INSERT INTO wishes (household_id, goods_id, wished_at) VALUES (?, ?, ?)",
        (household_id, goods_id, at.isoformat()),
    )


def count(store: Store, goods_id: int) -> int:
    """How often goods were wished for."""
    row = store.db.conn.execute("SELECT count(*) FROM wishes WHERE goods_id = ?", (goods_id,)).fetchone()
    return int(row[0])


def of_household(store: Store, household_id: int) -> list[int]:
    """The goods that a household wished for, oldest wish first."""
    rows = store.db.conn.execute("SELECT goods_id FROM wishes WHERE household_id = ? ORDER BY id", (household_id,))
    return [goods_id for (goods_id,) in rows]
