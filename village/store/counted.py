"""The lines that limits look at, of many households at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from village.store.store import Store


def of_year(store: Store, year: int, household_ids: Iterable[int]) -> Iterator[tuple[int, str, tuple[Any, ...]]]:
    """Scored lines that happened in `year` and were not taken back: (household, month of account, (item, option,
    day, hundredths, count, member))."""
    rows = store.db.conn.execute(
        """SELECT household_id, period, item, option, occurred_on, points, count, member FROM entries AS line
           WHERE household_id IN (SELECT value FROM json_each(?)) AND item <> '' AND reverses IS NULL
           AND occurred_on BETWEEN ? AND ?
           AND NOT EXISTS (SELECT 1 FROM entries AS back WHERE back.node = line.node
                           AND back.reverses = line.seq AND back.reverses IS NOT NULL)
           ORDER BY household_id, seq""",
        (json.dumps(sorted(set(household_ids))), f"{year}-01-01", f"{year}-12-31"),
    )
    for household_id, period, item, option, day, *rest in rows:
        yield household_id, period, (item, option, date.fromisoformat(day), *rest)
