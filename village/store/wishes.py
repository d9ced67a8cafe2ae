"""What households would like the shop to buy (点单), and what they took back of it."""

from __future__ import annotations

from datetime import date, datetime

from village.model.wish import Wish
from village.store.store import Store

_STANDING = "id NOT IN (SELECT wish_id FROM wish_withdrawals)"
_UNMET = """NOT EXISTS (
    SELECT 1 FROM redemptions JOIN entries ON entries.seq = redemptions.entry_seq
    WHERE redemptions.household_id = wishes.household_id AND redemptions.goods_id = wishes.goods_id
        AND redemptions.state <> 'cancelled' AND entries.recorded_at >= wishes.wished_at)"""
"""No order of the same goods by the same household came after it."""


def add(store: Store, *, household_id: int, goods_id: int, at: datetime) -> None:
    """One wish."""
    store.db.conn.execute(
        "INSERT INTO wishes (household_id, goods_id, wished_at) VALUES (?, ?, ?)",
        (household_id, goods_id, at.isoformat()),
    )


def withdraw(store: Store, *, household_id: int, goods_id: int, since: date, at: datetime, actor: str) -> int:
    """Take back a household's wishes for goods since a day; answers how many stood until now."""
    cursor = store.db.conn.execute(
        f"""INSERT INTO wish_withdrawals (wish_id, withdrawn_at, actor)
            SELECT id, ?, ? FROM wishes WHERE household_id = ? AND goods_id = ? AND wished_at >= ? AND {_STANDING}""",
        (at.isoformat(), actor, household_id, goods_id, since.isoformat()),
    )
    return cursor.rowcount


def open_of(store: Store, household_id: int, *, since: date) -> list[Wish]:
    """A household's wishes since a day that stand and were not met since, one for each kind of goods, oldest first."""
    rows = store.db.conn.execute(
        f"""SELECT goods_id, min(wished_at) FROM wishes
            WHERE household_id = ? AND wished_at >= ? AND {_STANDING} AND {_UNMET}
            GROUP BY goods_id ORDER BY min(id)""",
        (household_id, since.isoformat()),
    )
    return [Wish(household_id, goods_id, datetime.fromisoformat(at).date()) for goods_id, at in rows]


def counts(store: Store) -> dict[int, int]:
    """Goods → how many households wish for them."""
    query = f"SELECT goods_id, count(DISTINCT household_id) FROM wishes WHERE {_STANDING} GROUP BY goods_id"
    return dict(store.db.conn.execute(query).fetchall())


def count(store: Store, goods_id: int) -> int:
    """How many households wish for goods."""
    query = f"SELECT count(DISTINCT household_id) FROM wishes WHERE goods_id = ? AND {_STANDING}"
    return int(store.db.conn.execute(query, (goods_id,)).fetchone()[0])


def between(store: Store, first: date, last: date) -> dict[int, int]:
    """Goods → how many households wished for them on some days, both included; without those nobody wished for."""
    rows = store.db.conn.execute(
        f"""SELECT goods_id, count(DISTINCT household_id) FROM wishes
            WHERE substr(wished_at, 1, 10) BETWEEN ? AND ? AND {_STANDING} GROUP BY goods_id""",
        (first.isoformat(), last.isoformat()),
    )
    return dict(rows.fetchall())
