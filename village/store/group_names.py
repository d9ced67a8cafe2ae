"""Groups that the village has named, lived in or not."""

from __future__ import annotations

from collections.abc import Iterable

from village.store.store import Store


def add(store: Store, names: Iterable[str]) -> None:
    """Name them; those that were named before stay where they are."""
    store.db.conn.executemany("INSERT OR IGNORE INTO group_names (name) VALUES (?)", [(name,) for name in names])


def all_of(store: Store) -> list[str]:
    """In the order in which they were named."""
    return [name for (name,) in store.db.conn.execute("SELECT name FROM group_names ORDER BY id")]
