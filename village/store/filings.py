"""Which papers went to the town, and when."""

from __future__ import annotations

from datetime import date

from village.store.store import Store


def add(store: Store, *, form: str, period: str, on: date, actor: str) -> None:
    """A paper is filed, once."""
    store.db.conn.execute(
        "INSERT INTO filings (form, period, filed_on, actor) VALUES (?, ?, ?, ?)",
        (form, period, on.isoformat(), actor),
    )


def all_of(store: Store) -> dict[tuple[str, str], tuple[date, str]]:
    """(form, period) → (day, who) of every filed paper."""
    rows = store.db.conn.execute("SELECT form, period, filed_on, actor FROM filings")
    return {(form, period): (date.fromisoformat(day), actor) for form, period, day, actor in rows}
