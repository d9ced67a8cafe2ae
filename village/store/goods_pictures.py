"""What goods look like: one picture each, in the village file itself, so that every copy of it has them."""

from __future__ import annotations

from village.store.store import Store


def put(store: Store, goods_id: int, *, digest: str, jpeg: bytes) -> None:
    """The picture of goods, in the place of any before it."""
    store.db.conn.execute(
        """INSERT INTO goods_pictures (goods_id, digest, jpeg) VALUES (?, ?, ?)
           ON CONFLICT (goods_id) DO UPDATE SET digest = excluded.digest, jpeg = excluded.jpeg""",
        (goods_id, digest, jpeg),
    )


def remove(store: Store, goods_id: int) -> None:
    """No picture any longer."""
    store.db.conn.execute("DELETE FROM goods_pictures WHERE goods_id = ?", (goods_id,))


def get(store: Store, digest: str) -> bytes | None:
    """The bytes of a picture, while any goods have it."""
    row = store.db.conn.execute("SELECT jpeg FROM goods_pictures WHERE digest = ?", (digest,)).fetchone()
    return bytes(row[0]) if row else None
