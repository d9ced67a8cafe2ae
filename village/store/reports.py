"""Sums of a quarter, household by household, for the report that goes to the town."""

from __future__ import annotations

from collections.abc import Iterator

from village.model.entry import VETO
from village.store.store import Store
from village.store.tallies import Scored


def scored(store: Store, first: str, last: str) -> Iterator[Scored]:
    """Every household's scored sums of some months, by item."""
    rows = store.db.conn.execute(
        f"""SELECT household_id, pack, item, source GLOB '{VETO}*', sum(points) FROM entries
           WHERE kind IN ('award', 'deduction') AND period BETWEEN ? AND ? GROUP BY 1, 2, 3, 4""",
        (first, last),
    )
    return (Scored(*row) for row in rows)


def lines(store: Store, first: str, last: str) -> dict[int, int]:
    """Household → how many of its scored lines of some months stand: not taken back."""
    rows = store.db.conn.execute(
        """SELECT household_id, count(*) FROM entries AS line WHERE kind IN ('award', 'deduction')
           AND period BETWEEN ? AND ? AND reverses IS NULL AND NOT EXISTS (SELECT 1 FROM entries AS back
               WHERE back.node = line.node AND back.reverses = line.seq AND back.reverses IS NOT NULL) GROUP BY 1""",
        (first, last),
    )
    return dict(rows.fetchall())


def redeemed(store: Store, first: str, last: str) -> dict[int, int]:
    """Household → the hundredths that it redeemed in some months, above nought."""
    rows = store.db.conn.execute(
        """SELECT household_id, -sum(points) FROM entries WHERE kind = 'redemption' AND period BETWEEN ? AND ?
           GROUP BY 1 HAVING sum(points) <> 0""",
        (first, last),
    )
    return dict(rows.fetchall())


def held(store: Store, last: str) -> dict[int, int]:
    """Household → the hundredths on its account at the end of a month."""
    rows = store.db.conn.execute("SELECT household_id, sum(points) FROM entries WHERE period <= ? GROUP BY 1", (last,))
    return dict(rows.fetchall())
