"""Closed years, and the years whose remainder has lapsed."""

from __future__ import annotations

from datetime import datetime

from village.store.store import Store


def add(store: Store, *, year: int, act: str, at: datetime, actor: str) -> None:
    """Write "closed" or "lapsed" for a year, once."""
    store.db.conn.execute(
        "INSERT INTO year_acts (year, act, done_at, actor) VALUES (?, ?, ?, ?)", (year, act, at.isoformat(), actor)
    )


def lapse(store: Store) -> tuple[int, str]:
    """The latest year that has lapsed, and the moment it did (ISO); (0, "") before the first."""
    row = store.db.conn.execute("SELECT year, done_at FROM year_acts WHERE act = 'lapsed' ORDER BY year DESC LIMIT 1")
    found = row.fetchone()
    return (int(found[0]), str(found[1])) if found else (0, "")


def last(store: Store, act: str) -> int:
    """The latest year of which that act was done; 0 for none."""

    def read() -> int:
        row = store.db.conn.execute("SELECT max(year) FROM year_acts WHERE act = ?", (act,)).fetchone()
        return int(row[0] or 0)

    return store.kept(("year_acts", act), read)
