"""The lines that rules gave, as plain rows: what deriving them again reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from village.store.store import Store


class Back(NamedTuple):
    """A counter-entry: its number and its points, in hundredths."""

    seq: int
    points: int


Scored = tuple[int, int, int, str, str, str, str, int, str, str, str]
"""seq, household, hundredths; digest, item, version, option; count, member, day and month of account: a plain row,
for there are a hundred thousand in a year."""


def given(store: Store, year: int | None = None) -> Iterator[Scored]:
    """The lines that rules gave for events of a year, or of all years, in the order of their numbers."""
    years = (f"{year}-01-01", f"{year}-12-31") if year else ("", "~")
    return iter(
        store.db.conn.execute(
            """SELECT seq, household_id, points, digest, item, version, option, count, member, occurred_on, period
               FROM entries WHERE item <> '' AND reverses IS NULL AND occurred_on BETWEEN ? AND ? ORDER BY rowid""",
            years,
        )
    )


def reversals(store: Store) -> dict[int, Back]:
    """Line → the counter-entry that takes it back."""
    rows = store.db.conn.execute("SELECT reverses, seq, points FROM entries WHERE reverses IS NOT NULL")
    return {line: Back(seq, points) for line, seq, points in rows}


def copies(store: Store) -> dict[int, int]:
    """Line that moved here → the one it is a copy of."""
    rows = store.db.conn.execute("SELECT seq, source FROM entries WHERE source GLOB 'moved:*'")
    return {seq: int(source.rpartition("-")[2]) for seq, source in rows}


def any_yet(store: Store) -> bool:
    """Whether anybody was ever given or deducted a point."""
    query = "SELECT EXISTS (SELECT 1 FROM entries WHERE kind IN ('award', 'deduction'))"
    return bool(store.db.conn.execute(query).fetchone()[0])
