"""Sums of a household's lines over some months of account."""

from __future__ import annotations

from village.model.entry import Kind
from village.model.points import Points
from village.store.store import Store


def sums(store: Store, household_id: int, first: str, before: str) -> dict[Kind, Points]:
    """Kind → points, over the months from `first` until `before`, that month left out."""
    rows = store.db.conn.execute(
        """SELECT kind, sum(points) FROM entries
           WHERE household_id = ? AND period >= ? AND period < ? GROUP BY kind""",
        (household_id, first, before),
    )
    return {Kind(kind): Points(points) for kind, points in rows}
