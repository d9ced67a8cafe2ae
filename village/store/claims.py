"""Applications for money, and the lines that they rest on. Rows are only ever added."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from village.model.claim import Claim, ClaimKind
from village.model.entry import Kind
from village.store.rows import maybe_day
from village.store.store import Store

_SELECT = """SELECT one.id, kind, period, amount, purpose, ground, paper_id, claimed_on, one.actor,
    returned_on, coalesce(reason, ''), paid_on FROM claims AS one
    LEFT JOIN claim_returns ON claim_returns.claim_id = one.id
    LEFT JOIN claim_payments ON claim_payments.claim_id = one.id
        AND NOT EXISTS (SELECT 1 FROM funds WHERE takes_back = fund_id)"""


class Line(NamedTuple):
    """A line that points came or went by. `shown` is whether it is on a board; `counters` whether it takes another one
    back, or came along with an account; `back` whether it was taken back itself. Points in hundredths."""

    seq: int
    household_id: int
    month: str
    kind: Kind
    points: int
    shown: bool
    counters: bool
    back: bool


def add(store: Store, claim: Claim) -> int:
    """Write an application (its `id` is ignored)."""
    cursor = store.db.conn.execute(
        """INSERT INTO claims (kind, period, amount, purpose, ground, paper_id, claimed_on, actor)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            *(claim.kind.value, claim.period, claim.amount, claim.purpose, claim.ground, claim.paper_id),
            *(claim.claimed_on.isoformat(), claim.actor),
        ),
    )
    return int(cursor.lastrowid or 0)


def give_back(store: Store, claim_id: int, *, reason: str, on: date, actor: str) -> None:
    """The street gave it back."""
    store.db.conn.execute(
        "INSERT INTO claim_returns (claim_id, reason, returned_on, actor) VALUES (?, ?, ?, ?)",
        (claim_id, reason, on.isoformat(), actor),
    )


def pay(store: Store, claim_id: int, *, fund_id: int, on: date, actor: str) -> None:
    """The money came, as a line of the book of money."""
    store.db.conn.execute(
        "INSERT INTO claim_payments (claim_id, fund_id, paid_on, actor) VALUES (?, ?, ?, ?)",
        (claim_id, fund_id, on.isoformat(), actor),
    )


def get(store: Store, claim_id: int) -> Claim | None:
    """One application."""
    row = store.db.conn.execute(f"{_SELECT} WHERE one.id = ?", (claim_id,)).fetchone()
    return _claim(row) if row else None


def all_of(store: Store) -> list[Claim]:
    """Every application, newest first."""
    return [_claim(row) for row in store.db.conn.execute(f"{_SELECT} ORDER BY one.id DESC")]


def lines(store: Store, first: str, last: str) -> list[Line]:
    """Every scored line and every redemption of some months, in the order of the book."""
    rows = store.db.conn.execute(
        """SELECT seq, household_id, period, kind, points, seq IN (SELECT seq FROM published_lines),
                  reverses IS NOT NULL OR item = '' OR source GLOB 'moved:*',
                  EXISTS (SELECT 1 FROM entries AS back WHERE back.node = line.node AND back.reverses = line.seq
                          AND back.reverses IS NOT NULL)
           FROM entries AS line WHERE node = (SELECT node FROM village)
           AND kind IN ('award', 'deduction', 'redemption') AND period BETWEEN ? AND ? ORDER BY seq""",
        (first, last),
    )
    return [
        Line(seq, home, month, Kind(kind), points, bool(shown), bool(counters), bool(back))
        for seq, home, month, kind, points, shown, counters, back in rows
    ]


def on_boards(store: Store, first: str, last: str) -> dict[int, int]:
    """Household → the hundredths that the boards of some months show for it."""
    rows = store.db.conn.execute(
        """SELECT household_id, sum(points) FROM published_rows WHERE publication_id IN
           (SELECT publication_id FROM published_months WHERE month BETWEEN ? AND ?) GROUP BY 1""",
        (first, last),
    )
    return dict(rows.fetchall())


def orders(store: Store) -> dict[int, tuple[int, int]]:
    """Line → (number, hundredths) of every redemption that was not cancelled."""
    rows = store.db.conn.execute("SELECT entry_seq, id, points FROM redemptions WHERE state <> 'cancelled'")
    return {seq: (ident, points) for seq, ident, points in rows}


def _claim(row: tuple[Any, ...]) -> Claim:
    return Claim(
        id=row[0],
        kind=ClaimKind(row[1]),
        period=row[2],
        amount=row[3],
        purpose=row[4],
        ground=row[5],
        paper_id=row[6],
        claimed_on=date.fromisoformat(row[7]),
        actor=row[8],
        returned_on=maybe_day(row[9]),
        returned_why=row[10],
        paid_on=maybe_day(row[11]),
    )
