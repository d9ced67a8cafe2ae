"""Signatures and boards: a month is published once, and its board stays as it was put up."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime

from village.model.points import Points
from village.model.publication import BoardRow, Publication
from village.store.store import Store

_LINES = """INSERT INTO published_lines (publication_id, seq)
    SELECT ?, seq FROM entries WHERE period IN (SELECT value FROM json_each(?))"""
_ROWS = """WITH scored AS MATERIALIZED (
        SELECT household_id, sum(points) AS points FROM published_lines CROSS JOIN entries USING (seq)
        WHERE publication_id = :id AND node = (SELECT node FROM village) AND kind IN ('award', 'deduction') GROUP BY 1),
    year AS MATERIALIZED (
        SELECT household_id, sum(points) AS total FROM figures
        WHERE (kind = 'base' AND year <= :year) OR (kind IN ('award', 'deduction') AND year = :year) GROUP BY 1),
    later AS MATERIALIZED (
        SELECT household_id, sum(points) AS more FROM entries
        WHERE period > :last AND period <= :year || '-12' AND kind IN ('base', 'award', 'deduction') GROUP BY 1)
    INSERT INTO published_rows (publication_id, household_id, head, group_name, points, total, vetoed)
    SELECT :id, id, head, group_name, coalesce(scored.points, 0), coalesce(total, 0) - coalesce(more, 0),
           id IN (SELECT household_id FROM standing_vetoes WHERE month IN (SELECT value FROM json_each(:months)))
    FROM households LEFT JOIN scored ON scored.household_id = id LEFT JOIN year ON year.household_id = id
         LEFT JOIN later ON later.household_id = id
    WHERE closed IS NULL
          AND (coalesce(opted_in, residence = 'local' AND months_home > :absence) OR scored.household_id IS NOT NULL)"""


def sign(store: Store, *, period: str, signer: str, at: datetime) -> None:
    """One signature under a period."""
    store.db.conn.execute(
        "INSERT INTO signatures (period, signer, signed_at) VALUES (?, ?, ?)", (period, signer, at.isoformat())
    )


def signers(store: Store, period: str) -> list[str]:
    """Who signed a period, each once, in the order of signing."""
    rows = store.db.conn.execute("SELECT signer FROM signatures WHERE period = ? ORDER BY id", (period,))
    return list(dict.fromkeys(name for (name,) in rows))


def signed(store: Store) -> set[str]:
    """All periods with a signature that still stands: whoever signed a quarter whose board went up early has not seen
    what came after it."""
    rows = store.db.conn.execute(
        """SELECT DISTINCT period FROM signatures WHERE NOT EXISTS (
               SELECT 1 FROM publications WHERE publications.period = signatures.period
               AND published_on >= substr(signed_at, 1, 10))"""
    )
    return {name for (name,) in rows}


def add(store: Store, *, period: str, months: Sequence[str], on: date, actor: str, absence_months: int) -> Publication:
    """Put a board up and freeze its lines and its rows: every open account that takes part, as
    `store.households.taking_part` has it, or has lines of these months; with its points of these months, and its total,
    which is base on the account + net points scored in the year, both up to the last of these months."""
    conn = store.db.conn
    cursor = conn.execute(
        "INSERT INTO publications (period, published_on, actor) VALUES (?, ?, ?)", (period, on.isoformat(), actor)
    )
    made = Publication(int(cursor.lastrowid or 0), period, tuple(months), on, actor)
    conn.executemany(
        "INSERT INTO published_months (month, publication_id) VALUES (?, ?)", [(month, made.id) for month in months]
    )
    shown = json.dumps(made.months)
    conn.execute(_LINES, (made.id, shown))
    told = {"id": made.id, "months": shown, "last": months[-1], "year": int(months[-1][:4])}
    conn.execute(_ROWS, {**told, "absence": absence_months})
    return made


def months(store: Store) -> dict[str, date]:
    """Every published month, and the day its board went up."""

    def read() -> dict[str, date]:
        rows = store.db.conn.execute(
            """SELECT month, published_on FROM published_months
               JOIN publications ON publications.id = published_months.publication_id"""
        )
        return {month: date.fromisoformat(day) for month, day in rows}

    return store.kept("published months", read)


def all_of(store: Store) -> list[Publication]:
    """Every board, newest first."""
    rows = store.db.conn.execute(
        """SELECT id, period, published_on, actor,
                  (SELECT group_concat(month) FROM published_months WHERE publication_id = publications.id)
           FROM publications ORDER BY id DESC"""
    )
    return [
        Publication(ident, period, tuple(sorted((months or "").split(","))), date.fromisoformat(day), actor)
        for ident, period, day, actor, months in rows
    ]


def board(store: Store, publication_id: int, *, limit: int = -1, offset: int = 0) -> list[BoardRow]:
    """The rows of a board as they stood that day, in the order of the house numbers; all, or some of them."""
    rows = store.db.conn.execute(
        """SELECT household_id, row.head, row.group_name, points, total, vetoed,
                  vetoed AND household_id NOT IN (
                      SELECT household_id FROM standing_vetoes JOIN published_months USING (month)
                      WHERE publication_id = ?1)
           FROM published_rows AS row JOIN households ON households.id = household_id
           WHERE publication_id = ?1 ORDER BY households.number LIMIT ?2 OFFSET ?3""",
        (publication_id, limit, offset),
    )
    return [
        BoardRow(row[0], row[1], row[2], Points(row[3]), Points(row[4]), bool(row[5]), bool(row[6])) for row in rows
    ]


def shows_veto(store: Store, household_id: int, month: str) -> bool:
    """Whether the board with that month says of a household that it was vetoed."""
    query = """SELECT EXISTS (SELECT 1 FROM published_rows JOIN published_months USING (publication_id)
                              WHERE household_id = ? AND month = ? AND vetoed)"""
    return bool(store.db.conn.execute(query, (household_id, month)).fetchone()[0])


def points_of(store: Store, publication_id: int) -> dict[int, int]:
    """Household → the hundredths that a board shows for it."""
    return dict(
        store.db.conn.execute(
            "SELECT household_id, points FROM published_rows WHERE publication_id = ?", (publication_id,)
        )
    )


def lines(store: Store, publication_id: int) -> list[int]:
    """The numbers of the lines that a board showed."""
    rows = store.db.conn.execute(
        "SELECT seq FROM published_lines WHERE publication_id = ? ORDER BY seq", (publication_id,)
    )
    return [seq for (seq,) in rows]
