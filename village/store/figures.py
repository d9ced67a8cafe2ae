"""Sums of the ledger by household, year of account and kind."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from village.model.closing import Account
from village.model.entry import Kind
from village.model.points import Points
from village.store.store import Store


class InHand(NamedTuple):
    """What a household has on its account: all of it, its base points, and gains that cannot be spent yet."""

    balance: Points
    base: Points
    resting: Points


_FIRST_WRITTEN = """(WITH RECURSIVE past (source, recorded_at) AS (
        SELECT line.source, line.recorded_at
        UNION ALL
        SELECT origin.source, origin.recorded_at FROM past JOIN entries AS origin
               ON origin.node = line.node AND past.source GLOB 'moved:*'
               AND origin.seq = CAST(substr(past.source, length('moved:' || line.node || '-') + 1) AS INTEGER))
    SELECT min(recorded_at) FROM past)"""
"""When `line` was first written: a copy on another account is as old as the line that moved."""

_LATE = f"""EXISTS (SELECT 1 FROM year_acts WHERE act = 'lapsed' AND year = CAST(substr(line.period, 1, 4) AS INTEGER)
                AND line.recorded_at >= done_at AND {_FIRST_WRITTEN} >= done_at)"""
"""Whether `line` was first written after the remainder of its year had lapsed."""

_IN_HAND = f"""SELECT
    (SELECT sum(points) FROM figures WHERE household_id = ?1),
    (SELECT sum(points) FROM figures WHERE household_id = ?1 AND kind = 'base'),
    (SELECT sum(points) FROM entries AS line
     WHERE household_id = ?1 AND kind = 'award' AND points > 0 AND reverses IS NULL
           AND CASE WHEN cast(substr(period, 1, 4) AS INTEGER)
                         > ifnull((SELECT max(year) FROM year_acts WHERE act = 'lapsed'), 0)
               THEN seq IN (SELECT entry_seq FROM objections WHERE state = 'open')
                    OR ?2 AND period NOT IN (SELECT month FROM published_months)
               ELSE cast(substr(period, 1, 4) AS INTEGER)
                         > ifnull((SELECT max(year) FROM year_acts WHERE act = 'closed'), 0)
                    AND {_LATE}
               END
           AND period NOT IN (SELECT month FROM standing_vetoes WHERE household_id = ?1)
           AND NOT EXISTS (SELECT 1 FROM entries AS back WHERE back.node = line.node
                           AND back.reverses = line.seq AND back.reverses IS NOT NULL))"""


def in_hand(store: Store, household_id: int, *, until_published: bool) -> InHand:
    """In one question, as `services.figures.lines` finds them line by line; gains under dispute rest, and those of
    months without a board too where gains rest `until_published`."""
    found = store.db.conn.execute(_IN_HAND, (household_id, until_published)).fetchone()
    return InHand(*(Points(each or 0) for each in found))


def of_year(store: Store, year: int) -> dict[int, dict[Kind, int]]:
    """Household → kind → hundredths, over one year of account."""
    found: dict[int, dict[Kind, int]] = {}
    for household_id, kind, points in store.db.conn.execute(
        "SELECT household_id, kind, points FROM figures WHERE year = ?", (year,)
    ):
        found.setdefault(household_id, {})[Kind(kind)] = points
    return found


def first_year(store: Store) -> int:
    """The earliest year of account with a line; 0 in an empty book."""
    return int(store.db.conn.execute("SELECT min(year) FROM figures").fetchone()[0] or 0)


def stands(store: Store, year: int) -> bool:
    """Whether anything is left in a year of account: a line that was not taken back."""
    query = """SELECT EXISTS (SELECT 1 FROM figures WHERE year = ?1 AND points <> 0) OR EXISTS (
        SELECT 1 FROM entries AS line
        WHERE period BETWEEN ?1 || '-01' AND ?1 || '-12' AND reverses IS NULL
              AND NOT EXISTS (SELECT 1 FROM entries AS back WHERE back.node = line.node
                              AND back.reverses = line.seq AND back.reverses IS NOT NULL))"""
    return bool(store.db.conn.execute(query, (year,)).fetchone()[0])


def at_year_end(store: Store, year: int) -> list[Account]:
    """Every open account as it stands at the end of `year`, in house order."""
    rows = store.db.conn.execute(
        """SELECT id, enrolled,
                  coalesce(sum(points) FILTER (WHERE year <= ?1 AND kind = 'base'), 0),
                  coalesce(sum(points) FILTER (WHERE year <= ?1 AND kind NOT IN ('base', 'redemption')), 0),
                  coalesce(-sum(points) FILTER (WHERE year <= ?1 AND kind = 'redemption'), 0),
                  max(0, coalesce(-sum(points) FILTER (WHERE year > ?1 AND kind = 'redemption'), 0))
           FROM households LEFT JOIN figures ON household_id = id WHERE closed IS NULL GROUP BY id ORDER BY number""",
        (year,),
    )
    return [Account(ident, date.fromisoformat(enrolled), *sums) for ident, enrolled, *sums in rows]


def since_lapse(store: Store, year: int) -> dict[int, int]:
    """Household → the hundredths that were scored into `year` after its remainder had lapsed; open accounts only."""
    return dict(
        store.db.conn.execute(
            f"""SELECT household_id, sum(points) AS late FROM entries AS line JOIN households ON id = household_id
                WHERE closed IS NULL AND line.kind IN ('award', 'deduction')
                      AND period BETWEEN ?1 || '-01' AND ?1 || '-12' AND {_LATE}
                GROUP BY household_id HAVING late <> 0 ORDER BY number""",
            (year,),
        )
    )


def come_back(store: Store, household_id: int, year: int) -> int:
    """Hundredths that came back to a year after it had lapsed, by orders that were cancelled since: what it holds
    beside the base and the lines that came late, less what stands of the orders that were made before it lapsed."""
    rest, drawn = store.db.conn.execute(
        f"""SELECT coalesce(sum(points) FILTER (WHERE year <= ?2 AND NOT (year > closed AND late)), 0),
                   coalesce(-sum(points) FILTER (WHERE year > ?2 AND standing AND NOT after), 0)
            FROM (SELECT points, CAST(substr(period, 1, 4) AS INTEGER) AS year, {_LATE} AS late,
                         (SELECT ifnull(max(year), 0) FROM year_acts WHERE act = 'closed') AS closed,
                         kind = 'redemption' AND reverses IS NULL AND NOT EXISTS (
                             SELECT 1 FROM entries AS back WHERE back.node = line.node AND back.reverses = line.seq
                             AND back.reverses IS NOT NULL) AS standing,
                         {_FIRST_WRITTEN} >= (SELECT done_at FROM year_acts WHERE act = 'lapsed' AND year = ?2) AS after
                  FROM entries AS line WHERE household_id = ?1 AND kind <> 'base')""",
        (household_id, year),
    ).fetchone()
    return max(0, int(rest) - max(0, int(drawn)))


def late(store: Store, household_id: int) -> set[int]:
    """The numbers of the household's lines that were first written after the remainder of their year had lapsed."""
    rows = store.db.conn.execute(f"SELECT seq FROM entries AS line WHERE household_id = ? AND {_LATE}", (household_id,))
    return {seq for (seq,) in rows}


def held(store: Store, year: int) -> tuple[int, int]:
    """(open accounts, hundredths on all of them) over all years of account up to `year`."""
    row = store.db.conn.execute(
        """SELECT count(DISTINCT id), coalesce(sum(points), 0) FROM households
           LEFT JOIN figures ON household_id = id AND year <= ? WHERE closed IS NULL""",
        (year,),
    ).fetchone()
    return int(row[0]), int(row[1])
