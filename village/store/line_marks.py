"""The words that were chosen with lines. Rows are only ever added."""

from __future__ import annotations

from village.store.store import Store


def add(store: Store, entry_id: str, word: str) -> None:
    """The word of a line."""
    store.db.conn.execute("INSERT INTO line_marks (entry_id, word) VALUES (?, ?)", (entry_id, word))


def get(store: Store, entry_id: str) -> str:
    """The word of a line; "" where none was chosen."""
    found = store.db.conn.execute("SELECT word FROM line_marks WHERE entry_id = ?", (entry_id,)).fetchone()
    return str(found[0]) if found else ""


def any_at_all(store: Store) -> bool:
    """Whether a word was ever chosen."""
    return store.db.conn.execute("SELECT 1 FROM line_marks LIMIT 1").fetchone() is not None


def by_entry(store: Store) -> dict[str, str]:
    """Every word by its line."""
    return dict(store.db.conn.execute("SELECT entry_id, word FROM line_marks").fetchall())
