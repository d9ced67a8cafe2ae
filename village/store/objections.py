"""Objections to lines of the ledger."""

from __future__ import annotations

from datetime import date
from typing import Any

from village.model.objection import Objection, ObjectionState
from village.store.rows import maybe_day
from village.store.store import Store

_SELECT = """SELECT id, entry_seq, household_id, raised_on, state, words, evidence_id, answer, visited, decided_on
             FROM objections"""


def add(store: Store, made: Objection) -> int:
    """Write an open objection (its `id` is ignored) and answer its id."""
    cursor = store.db.conn.execute(
        "INSERT INTO objections (entry_seq, household_id, raised_on, words, evidence_id) VALUES (?, ?, ?, ?, ?)",
        (made.entry_seq, made.household_id, made.raised_on.isoformat(), made.words, made.evidence_id),
    )
    return int(cursor.lastrowid or 0)


def get(store: Store, objection_id: int) -> Objection | None:
    """One objection."""
    row = store.db.conn.execute(f"{_SELECT} WHERE id = ?", (objection_id,)).fetchone()
    return _objection(row) if row else None


def open_ones(store: Store, *, limit: int = -1, skip: int = 0) -> list[Objection]:
    """Those that wait for a decision without the oldest `skip`, oldest first; all, or so many."""
    query = f"{_SELECT} WHERE state = 'open' ORDER BY id LIMIT ? OFFSET ?"
    return [_objection(row) for row in store.db.conn.execute(query, (limit, skip))]


def count_open(store: Store) -> int:
    """How many wait for a decision."""
    return int(store.db.conn.execute("SELECT count(*) FROM objections WHERE state = 'open'").fetchone()[0])


def all_of(store: Store) -> list[Objection]:
    """Every objection in the order in which they were raised."""
    return [_objection(row) for row in store.db.conn.execute(f"{_SELECT} ORDER BY id")]


def of_household(store: Store, household_id: int) -> list[Objection]:
    """Those that a household raised, and those against its lines, newest first."""
    rows = store.db.conn.execute(
        f"""{_SELECT} WHERE household_id = ? OR entry_seq IN (SELECT seq FROM entries WHERE household_id = ?)
            ORDER BY id DESC""",
        (household_id, household_id),
    )
    return [_objection(row) for row in rows]


def disputed(store: Store) -> set[int]:
    """The numbers of the lines under an open objection."""
    return {seq for (seq,) in store.db.conn.execute("SELECT entry_seq FROM objections WHERE state = 'open'")}


def decide(store: Store, made: Objection) -> None:
    """Write down how it ended: its state, the answer, the visit and the day."""
    store.db.conn.execute(
        "UPDATE objections SET state = ?, answer = ?, visited = ?, decided_on = ? WHERE id = ?",
        (made.state.value, made.answer, _written(made.visited), _written(made.decided_on), made.id),
    )


def reasons(store: Store, state: ObjectionState) -> list[str]:
    """What was answered to objections that ended so, the most usual answer first."""
    rows = store.db.conn.execute(
        """SELECT answer FROM objections WHERE state = ? AND answer <> ''
           GROUP BY answer ORDER BY count(*) DESC, max(id) DESC LIMIT 8""",
        (state.value,),
    )
    return [answer for (answer,) in rows]


def follow(store: Store, *, former: int, to: int) -> None:
    """Open objections to a line that moved now stand against its copy."""
    store.db.conn.execute("UPDATE objections SET entry_seq = ? WHERE entry_seq = ? AND state = 'open'", (to, former))


def _objection(row: tuple[Any, ...]) -> Objection:
    return Objection(
        id=row[0],
        entry_seq=row[1],
        household_id=row[2],
        raised_on=date.fromisoformat(row[3]),
        state=ObjectionState(row[4]),
        words=row[5],
        evidence_id=row[6],
        answer=row[7],
        visited=maybe_day(row[8]),
        decided_on=maybe_day(row[9]),
    )


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None
