"""Sums and counts over a whole year of account, for the village's figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from village.model.entry import VETO, Kind
from village.store.store import Store

_SCORED = "kind IN ('award', 'deduction')"
_STANDING = """reverses IS NULL AND NOT EXISTS (SELECT 1 FROM entries AS back WHERE back.node = line.node
               AND back.reverses = line.seq AND back.reverses IS NOT NULL)"""


class Scored(NamedTuple):
    """What one item gave one household in a year, in hundredths; `item` is empty where no item made the lines,
    `veto` is 1 for those that took back a vetoed month."""

    household_id: int
    pack: str
    item: str
    veto: int
    points: int


def by_item(store: Store, year: int, household_id: int | None = None) -> Iterator[Scored]:
    """Every household's scored sums of a year of account by item, or one household's."""
    rows = store.db.conn.execute(
        f"""SELECT household_id, pack, item, source GLOB '{VETO}*', sum(points) FROM entries
            WHERE {_SCORED} AND period BETWEEN ?1 || '-01' AND ?1 || '-12' AND household_id = coalesce(?2, household_id)
            GROUP BY 1, 2, 3, 4""",
        (year, household_id),
    )
    return (Scored(*row) for row in rows)


def by_month(store: Store, year: int) -> dict[tuple[str, Kind], int]:
    """(month of account, award or deduction) → hundredths on all accounts, counter-entries taken off."""
    rows = store.db.conn.execute(
        f"""SELECT period, kind, sum(points) FROM entries
            WHERE {_SCORED} AND period BETWEEN ?1 || '-01' AND ?1 || '-12' GROUP BY 1, 2""",
        (year,),
    )
    return {(month, Kind(kind)): points for month, kind, points in rows}


def by_kind(store: Store, year: int) -> dict[int, dict[Kind, int]]:
    """Household → kind → hundredths, over all years of account up to `year`."""
    found: dict[int, dict[Kind, int]] = {}
    for household_id, kind, points in store.db.conn.execute(
        "SELECT household_id, kind, sum(points) FROM figures WHERE year <= ? GROUP BY 1, 2", (year,)
    ):
        found.setdefault(household_id, {})[Kind(kind)] = points
    return found


def lines(store: Store, year: int) -> dict[int, int]:
    """Household → how many scored lines of a year of account stand: not taken back."""
    rows = store.db.conn.execute(
        f"""SELECT household_id, count(*) FROM entries AS line
            WHERE {_SCORED} AND period BETWEEN ?1 || '-01' AND ?1 || '-12' AND {_STANDING} GROUP BY 1""",
        (year,),
    )
    return dict(rows)


def gained(store: Store, year: int) -> set[int]:
    """The households with a gain that stands in a year of account."""
    rows = store.db.conn.execute(
        f"""SELECT DISTINCT household_id FROM entries AS line
            WHERE kind = 'award' AND points > 0 AND period BETWEEN ?1 || '-01' AND ?1 || '-12' AND {_STANDING}""",
        (year,),
    )
    return {household_id for (household_id,) in rows}


def with_item(store: Store, item: str, year: int, option: str = "") -> set[int]:
    """The households with a standing line of an item (of one of its options) for something that happened in `year`."""
    rows = store.db.conn.execute(
        f"""SELECT DISTINCT household_id FROM entries AS line
            WHERE item = ?1 AND (option = ?3 OR ?3 = '') AND occurred_on BETWEEN ?2 || '-01-01' AND ?2 || '-12-31'
                  AND {_STANDING}""",
        (item, year, option),
    )
    return {household_id for (household_id,) in rows}


def written_by(store: Store, month: str, day: date) -> tuple[int, int]:
    """(lines of a month that were scored, how many of them were written by the end of a day)."""
    row = store.db.conn.execute(
        """SELECT count(*), count(*) FILTER (WHERE substr(recorded_at, 1, 10) <= ?) FROM entries
           WHERE period = ? AND item <> '' AND reverses IS NULL AND source NOT GLOB 'moved:*'""",
        (day.isoformat(), month),
    ).fetchone()
    return int(row[0]), int(row[1])
