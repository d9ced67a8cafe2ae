"""Wrong PINs, passwords and cards, counted so that guessing is slowed (norms: ASVS 2.4.1)."""

from __future__ import annotations

from datetime import datetime

from village.store.store import Store


def append(store: Store, *, at: datetime, door: str, who: str) -> None:
    """One failed try at a door ("pin", "login", "card") by or for `who`."""
    store.db.conn.execute("INSERT INTO failures (at, door, who) VALUES (?, ?, ?)", (at.isoformat(), door, who))


def since(store: Store, *, door: str, who: str, at: datetime) -> int:
    """How many tries failed since `at`."""
    row = store.db.conn.execute(
        "SELECT count(*) FROM failures WHERE door = ? AND who = ? AND at >= ?", (door, who, at.isoformat())
    ).fetchone()
    return int(row[0])


def forget(store: Store, *, door: str, who: str) -> None:
    """A right try ends the count."""
    store.db.conn.execute("DELETE FROM failures WHERE door = ? AND who = ?", (door, who))
