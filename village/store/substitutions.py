"""What an order was for before other goods took its place."""

from __future__ import annotations

from datetime import datetime

from village.store.store import Store


def add(
    store: Store, redemption_id: int, *, goods_id: int, quantity: int, reason: str, at: datetime, actor: str
) -> None:
    """Other goods for an order: what it was for is kept, and the order is for those from now on."""
    store.db.conn.execute(
        """INSERT INTO substitutions (redemption_id, goods_id, quantity, reason, substituted_at, actor)
           SELECT id, goods_id, quantity, ?, ?, ? FROM redemptions WHERE id = ?""",
        (reason, at.isoformat(), actor, redemption_id),
    )
    store.db.conn.execute(
        "UPDATE redemptions SET goods_id = ?, quantity = ? WHERE id = ?", (goods_id, quantity, redemption_id)
    )


def by_line(store: Store) -> dict[int, tuple[str, int]]:
    """Line of the ledger → what is given for it in place of what it names: goods and number of pieces. Hardly any."""
    rows = store.db.conn.execute(
        """SELECT DISTINCT entry_seq, goods.name, redemptions.quantity FROM substitutions
           JOIN redemptions ON redemptions.id = redemption_id JOIN goods ON goods.id = redemptions.goods_id"""
    )
    return {seq: (name, quantity) for seq, name, quantity in rows}


def of_order(store: Store, redemption_id: int) -> list[tuple[str, int, str, datetime, str]]:
    """What the order was for before, first to last: goods, number, why other goods were given, when, by whom."""
    rows = store.db.conn.execute(
        """SELECT name, quantity, reason, substituted_at, actor FROM substitutions
           JOIN goods ON goods.id = goods_id WHERE redemption_id = ? ORDER BY substitutions.id""",
        (redemption_id,),
    )
    return [(name, quantity, why, datetime.fromisoformat(at), actor) for name, quantity, why, at, actor in rows]
