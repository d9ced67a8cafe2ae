"""Closed years, and the years whose remainder has lapsed."""

from __future__ import annotations

from datetime import datetime

from village.store.store import Store


def add(store: Store, *, year: int, act: str, at: datetime, actor: str) -> None:
    """Write "closed" or "lapsed" for a year, once."""
    store.db.conn.execute(
        "INSERT INTO year_acts (year, act, done_at, actor) VALUES (?, ?, ?, ?)", (year, act, at.isoformat(), actor)
    )


def last(store: Store, act: str) -> int:
    """The latest year of which that act was done; 0 for none."""

    def read() -> int:
        row = store.db.conn.execute("SELECT max(year) FROM year_acts WHERE act = ?", (act,)).fetchone()
        return int(row[0] or 0)

    return store.kept(("year_acts", act), read)
