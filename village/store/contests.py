"""The contest of villages: plans, judges' sheets, results. Rows are only ever added."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from village.model.contest import ContestPlan, ContestResult, ContestWinner, Criterion, JudgeSheet
from village.model.points import Points
from village.store.store import Store


def plan(store: Store, wanted: ContestPlan) -> int:
    """Write a plan (its `id` is ignored)."""
    conn = store.db.conn
    cursor = conn.execute(
        "INSERT INTO contest_plans (year, planned_on, actor) VALUES (?, ?, ?)",
        (wanted.year, wanted.planned_on.isoformat(), wanted.actor),
    )
    made = int(cursor.lastrowid or 0)
    conn.executemany(
        "INSERT INTO contest_places (plan_id, place, round, village) VALUES (?, ?, ?, ?)",
        [(made, place, wanted.round_of(village), village) for place, village in enumerate(wanted.villages)],
    )
    conn.executemany(
        "INSERT INTO contest_criteria (plan_id, place, title, most) VALUES (?, ?, ?, ?)",
        [(made, place, one.title, one.most.hundredths) for place, one in enumerate(wanted.criteria)],
    )
    return made


def plan_of(store: Store, year: int) -> ContestPlan | None:
    """The newest plan of a year."""
    row = store.db.conn.execute(
        "SELECT id, planned_on, actor FROM contest_plans WHERE year = ? ORDER BY id DESC LIMIT 1", (year,)
    ).fetchone()
    return _plan(store, year, row) if row else None


def add(store: Store, sheet: JudgeSheet, *, at: datetime) -> int:
    """Write a judge's sheet (its `id` is ignored)."""
    conn = store.db.conn
    cursor = conn.execute(
        """INSERT INTO contest_sheets (year, village, judge, judged_on, reason, recorded_at, actor)
           VALUES (?, ?, ?, ?, ?, ?, ?)""",
        (
            *(sheet.year, sheet.village, sheet.judge, sheet.judged_on.isoformat(), sheet.reason),
            *(at.isoformat(), sheet.actor),
        ),
    )
    made = int(cursor.lastrowid or 0)
    conn.executemany(
        "INSERT INTO contest_marks (sheet_id, place, points) VALUES (?, ?, ?)",
        [(made, place, mark.hundredths) for place, mark in enumerate(sheet.marks)],
    )
    return made


def sheets(store: Store, year: int) -> list[JudgeSheet]:
    """The sheets of a year that count, the newest of each judge for each village, in the order of writing."""
    conn = store.db.conn
    marks: dict[int, list[Points]] = {}
    for sheet_id, points in conn.execute("SELECT sheet_id, points FROM contest_marks ORDER BY sheet_id, place"):
        marks.setdefault(sheet_id, []).append(Points(points))
    rows = conn.execute(
        """SELECT id, year, village, judge, judged_on, reason, actor FROM contest_sheets WHERE id IN
           (SELECT max(id) FROM contest_sheets WHERE year = ? GROUP BY village, judge) ORDER BY id""",
        (year,),
    )
    return [
        JudgeSheet(ident, of, village, judge, tuple(marks.get(ident, ())), date.fromisoformat(day), reason, actor)
        for ident, of, village, judge, day, reason, actor in rows
    ]


def settle(store: Store, result: ContestResult) -> None:
    """Write how a year ended, once."""
    conn = store.db.conn
    conn.execute(
        "INSERT INTO contest_results (year, record, settled_on, actor) VALUES (?, ?, ?, ?)",
        (result.year, result.record, result.settled_on.isoformat(), result.actor),
    )
    conn.executemany(
        "INSERT INTO contest_winners (year, village, rank, amount) VALUES (?, ?, ?, ?)",
        [(result.year, one.village, one.rank, one.amount) for one in result.winners],
    )


def result_of(store: Store, year: int) -> ContestResult | None:
    """How a year ended, if it has."""
    conn = store.db.conn
    row = conn.execute("SELECT record, settled_on, actor FROM contest_results WHERE year = ?", (year,)).fetchone()
    if row is None:
        return None
    won = conn.execute(
        "SELECT village, rank, amount FROM contest_winners WHERE year = ? ORDER BY rank, village", (year,)
    )
    return ContestResult(year, tuple(ContestWinner(*one) for one in won), row[0], date.fromisoformat(row[1]), row[2])


def _plan(store: Store, year: int, row: tuple[Any, ...]) -> ContestPlan:
    conn, ident = store.db.conn, row[0]
    rounds: dict[int, list[str]] = {}
    places = conn.execute("SELECT round, village FROM contest_places WHERE plan_id = ? ORDER BY place", (ident,))
    for number, village in places:
        rounds.setdefault(number, []).append(village)
    criteria = conn.execute("SELECT title, most FROM contest_criteria WHERE plan_id = ? ORDER BY place", (ident,))
    return ContestPlan(
        id=ident,
        year=year,
        rounds=tuple(tuple(rounds[number]) for number in sorted(rounds)),
        criteria=tuple(Criterion(title, Points(most)) for title, most in criteria),
        planned_on=date.fromisoformat(row[1]),
        actor=row[2],
    )
