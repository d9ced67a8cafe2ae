"""Sums of a household's lines over some months of account."""

from __future__ import annotations

import json
from collections.abc import Iterable

from village.model.entry import Kind
from village.model.points import Points
from village.store.store import Store


def sums(store: Store, household_ids: Iterable[int], first: str, before: str) -> dict[int, dict[Kind, Points]]:
    """Household → kind → points, over the months from `first` until `before`, that month left out."""
    rows = store.db.conn.execute(
        """SELECT household_id, kind, sum(points) FROM entries
           WHERE household_id IN (SELECT value FROM json_each(?)) AND period >= ? AND period < ? GROUP BY 1, 2""",
        (json.dumps(sorted(set(household_ids))), first, before),
    )
    found: dict[int, dict[Kind, Points]] = {}
    for household_id, kind, points in rows:
        found.setdefault(household_id, {})[Kind(kind)] = Points(points)
    return found
