"""What households would like the shop to buy (点单)."""

from __future__ import annotations

from datetime import date, datetime

from village.store.store import Store


def add(store: Store, *, household_id: int, goods_id: int, at: datetime) -> None:
    """One wish."""
    store.db.conn.execute(
        "INSERT INTO wishes (household_id, goods_id, wished_at) VALUES (?, ?, ?)",
        (household_id, goods_id, at.isoformat()),
    )


def counts(store: Store) -> dict[int, int]:
    """Goods → how often they were wished for."""
    return dict(store.db.conn.execute("SELECT goods_id, count(*) FROM wishes GROUP BY goods_id").fetchall())


def count(store: Store, goods_id: int) -> int:
    """How often goods were wished for."""
    row = store.db.conn.execute("SELECT count(*) FROM wishes WHERE goods_id = ?", (goods_id,)).fetchone()
    return int(row[0])


def of_household(store: Store, household_id: int) -> list[int]:
    """The goods that a household wished for, oldest wish first."""
    rows = store.db.conn.execute("SELECT goods_id FROM wishes WHERE household_id = ? ORDER BY id", (household_id,))
    return [goods_id for (goods_id,) in rows]


def between(store: Store, first: date, last: date) -> dict[int, tuple[int, int]]:
    """Goods → (wishes, households that wished) of some days, both included; goods that nobody wished for are left out.

    Repeated wishes of one household stay as they were made.
    """
    rows = store.db.conn.execute(
        """SELECT goods_id, count(*), count(DISTINCT household_id) FROM wishes
           WHERE substr(wished_at, 1, 10) BETWEEN ? AND ? GROUP BY goods_id""",
        (first.isoformat(), last.isoformat()),
    )
    return {goods_id: (wishes, households) for goods_id, wishes, households in rows}
