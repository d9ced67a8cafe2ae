"""Who wrote the scored lines of which months."""

from __future__ import annotations

from village.store.store import Store


def of_months(store: Store, months: tuple[str, ...]) -> set[str]:
    """Everybody who recorded a line that counts in one of these months."""
    marks = ", ".join("?" * len(months))
    rows = store.db.conn.execute(
        f"""SELECT DISTINCT actor FROM entries
            WHERE period IN ({marks}) AND kind IN ('award', 'deduction') AND reverses IS NULL""",
        months,
    )
    return {actor for (actor,) in rows}
