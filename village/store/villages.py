"""The one village of this file."""

from __future__ import annotations

from village.model.village import Village
from village.store.store import Store


def save(store: Store, village: Village) -> None:
    """Found the village; it can be founded once."""
    store.db.conn.execute(
        "INSERT INTO village (only, node, name, town, group_word) VALUES (1, ?, ?, ?, ?)",
        (village.node, village.name, village.town, village.group_word),
    )


def get(store: Store) -> Village | None:
    """The village, or None in a file that is still empty."""
    row = store.db.conn.execute("SELECT node, name, town, group_word FROM village").fetchone()
    return Village(*row) if row else None
