"""Which households were visited in a month's round, by whom."""

from __future__ import annotations

from datetime import date

from village.store.store import Store


def add(store: Store, *, month: str, household_id: int, on: date, visitors: str, actor: str) -> None:
    """A visit; the first one of a month stays."""
    store.db.conn.execute(
        """INSERT INTO visits (month, household_id, visited_on, visitors, actor) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (month, household_id) DO NOTHING""",
        (month, household_id, on.isoformat(), visitors, actor),
    )


def of_month(store: Store, month: str) -> dict[int, tuple[date, str]]:
    """Household → (day, who went) of a month's round."""
    rows = store.db.conn.execute("SELECT household_id, visited_on, visitors FROM visits WHERE month = ?", (month,))
    return {household_id: (date.fromisoformat(day), visitors) for household_id, day, visitors in rows}
