"""Draws by lot and findings of inspections. Rows are only ever added."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from village.model.finding import Draw, Finding, InspectionPart
from village.store.rows import maybe_day, moment
from village.store.store import Store

_SELECT = """SELECT one.id, quarter, part, subject, agrees, found, inspector, found_on, one.actor,
    coalesce(how, ''), mended_on, coalesce(mending.actor, ''), coalesce(approval, ''), approved_on FROM findings AS one
    LEFT JOIN finding_mendings AS mending ON mending.id =
        (SELECT max(id) FROM finding_mendings WHERE finding_id = one.id)
    LEFT JOIN finding_approvals ON finding_approvals.finding_id = one.id"""


def add(store: Store, row: Finding, *, at: datetime) -> int:
    """Write a finding (its `id` is ignored)."""
    cursor = store.db.conn.execute(
        """INSERT INTO findings (quarter, part, subject, agrees, found, inspector, found_on, recorded_at, actor)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            *(row.quarter, row.part, row.subject, int(row.agrees), row.found, row.inspector),
            *(row.found_on.isoformat(), at.isoformat(), row.actor),
        ),
    )
    return int(cursor.lastrowid or 0)


def mend(store: Store, finding_id: int, *, how: str, on: date, actor: str) -> None:
    """It was mended; what was said of it before stays written."""
    store.db.conn.execute(
        "INSERT INTO finding_mendings (finding_id, how, mended_on, actor) VALUES (?, ?, ?, ?)",
        (finding_id, how, on.isoformat(), actor),
    )


def approve(store: Store, finding_id: int, *, approval: str, on: date, actor: str) -> None:
    """The mending was accepted, once."""
    store.db.conn.execute(
        "INSERT INTO finding_approvals (finding_id, approval, approved_on, actor) VALUES (?, ?, ?, ?)",
        (finding_id, approval, on.isoformat(), actor),
    )


def get(store: Store, finding_id: int) -> Finding | None:
    """One finding."""
    row = store.db.conn.execute(f"{_SELECT} WHERE one.id = ?", (finding_id,)).fetchone()
    return _finding(row) if row else None


def all_of(store: Store, *, limit: int = -1, skip: int = 0) -> list[Finding]:
    """Every finding, newest first; all of them, or so many."""
    rows = store.db.conn.execute(f"{_SELECT} ORDER BY one.id DESC LIMIT ? OFFSET ?", (limit, skip))
    return [_finding(row) for row in rows]


def draw(store: Store, made: Draw) -> int:
    """Keep a draw (its `id` is ignored) with its lines."""
    conn = store.db.conn
    cursor = conn.execute(
        "INSERT INTO draws (quarter, part, seed, population, drawn_at, actor) VALUES (?, ?, ?, ?, ?, ?)",
        (made.quarter, made.part.value, made.seed, made.population, made.drawn_at.isoformat(), made.actor),
    )
    drawn = int(cursor.lastrowid or 0)
    conn.executemany(
        "INSERT INTO draw_lines (draw_id, place, subject) VALUES (?, ?, ?)",
        [(drawn, place, subject) for place, subject in enumerate(made.lines)],
    )
    return drawn


def draws(store: Store, quarter: str) -> list[Draw]:
    """A quarter's draws, newest first."""
    conn = store.db.conn
    lines: dict[int, list[str]] = {}
    for draw_id, subject in conn.execute("SELECT draw_id, subject FROM draw_lines ORDER BY draw_id, place"):
        lines.setdefault(draw_id, []).append(subject)
    rows = conn.execute(
        """SELECT id, quarter, part, seed, population, drawn_at, actor FROM draws WHERE quarter = ?
           ORDER BY id DESC""",
        (quarter,),
    )
    return [
        Draw(ident, of, InspectionPart(part), seed, population, tuple(lines.get(ident, ())), moment(at), actor)
        for ident, of, part, seed, population, at, actor in rows
    ]


def scored(store: Store, first: str, last: str) -> list[tuple[int, int]]:
    """(line, household) of every scored line of some months, counter-entries left out, in the order of the book."""
    rows = store.db.conn.execute(
        """SELECT seq, household_id FROM entries WHERE node = (SELECT node FROM village)
           AND kind IN ('award', 'deduction') AND item <> '' AND reverses IS NULL AND period BETWEEN ? AND ?
           ORDER BY seq""",
        (first, last),
    )
    return [(seq, household) for seq, household in rows]


def shown(store: Store, first: str, last: str) -> list[tuple[int, int]]:
    """(board, household) of every row of the boards that went up for some months."""
    rows = store.db.conn.execute(
        """SELECT publication_id, household_id FROM published_rows WHERE publication_id IN
           (SELECT publication_id FROM published_months WHERE month BETWEEN ? AND ?) ORDER BY 1, 2""",
        (first, last),
    )
    return [(board, household) for board, household in rows]


def redeemed(store: Store, first: str, last: str) -> list[tuple[int, str, int]]:
    """(number, state, hundredths) of every redemption whose points were debited in some months."""
    rows = store.db.conn.execute(
        """SELECT redemptions.id, state, redemptions.points FROM redemptions
           JOIN entries ON entries.seq = entry_seq AND node = (SELECT node FROM village)
           WHERE period BETWEEN ? AND ? ORDER BY 1""",
        (first, last),
    )
    return [(ident, state, points) for ident, state, points in rows]


def _finding(row: tuple[Any, ...]) -> Finding:
    return Finding(
        id=row[0],
        quarter=row[1],
        part=row[2],
        subject=row[3],
        agrees=bool(row[4]),
        found=row[5],
        inspector=row[6],
        found_on=date.fromisoformat(row[7]),
        actor=row[8],
        how=row[9],
        mended_on=maybe_day(row[10]),
        mended_by=row[11],
        approval=row[12],
        approved_on=maybe_day(row[13]),
    )
