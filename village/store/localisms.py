"""How people here say it. Rows are only ever added; an end is a row of its own."""

from __future__ import annotations

from datetime import datetime

from village.model.localism import Localism, LocalismKind
from village.store.store import Store


def add(store: Store, row: Localism) -> int:
    """Write a row (its `id` is ignored)."""
    cursor = store.db.conn.execute(
        "INSERT INTO localisms (kind, meant, said, added_at, actor) VALUES (?, ?, ?, ?, ?)",
        (row.kind.value, row.meant, row.said, row.added_at.isoformat(), row.actor),
    )
    return int(cursor.lastrowid or 0)


def end(store: Store, localism_id: int, *, at: datetime, actor: str) -> None:
    """It is not listened for any longer."""
    store.db.conn.execute(
        "INSERT INTO localism_ends (localism_id, ended_at, actor) VALUES (?, ?, ?)",
        (localism_id, at.isoformat(), actor),
    )


def standing(store: Store) -> list[Localism]:
    """Those that have not ended, the oldest first."""
    rows = store.db.conn.execute(
        """SELECT id, kind, meant, said, added_at, actor FROM localisms AS one
           WHERE NOT EXISTS (SELECT 1 FROM localism_ends WHERE localism_id = one.id) ORDER BY id"""
    )
    return [
        Localism(number, LocalismKind(kind), meant, said, datetime.fromisoformat(at), actor)
        for number, kind, meant, said, at, actor in rows
    ]
