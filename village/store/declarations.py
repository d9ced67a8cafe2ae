"""What households declared, and what became of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from village.model.declaration import Declaration, DeclarationState
from village.store.rows import maybe_day
from village.store.store import Store

_SELECT = """SELECT id, household_id, item, option, count, occurred, evidence_id, actor, state, entry_seq, visited,
                    reason FROM declarations"""


def add(store: Store, made: Declaration, *, at: datetime, token: str) -> int:
    """Write a waiting declaration (its `id` is ignored) and answer its id."""
    cursor = store.db.conn.execute(
        """INSERT INTO declarations (household_id, item, option, count, occurred, evidence_id, actor, declared_at,
                                     token) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            *(made.household_id, made.item, made.option, made.count, made.occurred.isoformat()),
            *(made.evidence_id, made.actor, at.isoformat(), token),
        ),
    )
    return int(cursor.lastrowid or 0)


def get(store: Store, declaration_id: int) -> Declaration | None:
    """One declaration."""
    row = store.db.conn.execute(f"{_SELECT} WHERE id = ?", (declaration_id,)).fetchone()
    return _declaration(row) if row else None


def by_token(store: Store, token: str) -> Declaration | None:
    """What an earlier try with the same token made."""
    row = store.db.conn.execute(f"{_SELECT} WHERE token = ? AND token <> ''", (token,)).fetchone()
    return _declaration(row) if row else None


def all_of(store: Store) -> list[Declaration]:
    """Every declaration, the first one first."""
    rows = store.db.conn.execute(f"{_SELECT} ORDER BY id")
    return [_declaration(row) for row in rows]


def waiting(store: Store, *, limit: int = -1, skip: int = 0) -> list[Declaration]:
    """Those that nobody has reviewed yet without the oldest `skip`, oldest first; all, or so many."""
    query = f"{_SELECT} WHERE state = 'waiting' ORDER BY id LIMIT ? OFFSET ?"
    return [_declaration(row) for row in store.db.conn.execute(query, (limit, skip))]


def count_waiting(store: Store) -> int:
    """How many nobody has reviewed yet."""
    return int(store.db.conn.execute("SELECT count(*) FROM declarations WHERE state = 'waiting'").fetchone()[0])


def of_household(store: Store, household_id: int, *, limit: int = 50) -> list[Declaration]:
    """A household's declarations, newest first."""
    rows = store.db.conn.execute(f"{_SELECT} WHERE household_id = ? ORDER BY id DESC LIMIT ?", (household_id, limit))
    return [_declaration(row) for row in rows]


def deeds_since(store: Store, day: date) -> dict[tuple[str, str], int]:
    """How often each item and sort of it was written for households or declared by them since a day."""
    rows = store.db.conn.execute(
        """SELECT item, option, count(*) FROM (
               SELECT item, option FROM entries WHERE kind = 'award' AND item <> '' AND occurred_on >= :day
               UNION ALL SELECT item, option FROM declarations WHERE occurred >= :day)
           GROUP BY item, option""",
        {"day": f"{day}"},
    )
    return {(item, option): often for item, option, often in rows}


def review(
    store: Store,
    declaration_id: int,
    *,
    state: DeclarationState,
    entry_seq: int | None,
    visited: date | None,
    reason: str,
) -> None:
    """Write down what became of it."""
    store.db.conn.execute(
        "UPDATE declarations SET state = ?, entry_seq = ?, visited = ?, reason = ? WHERE id = ?",
        (state.value, entry_seq, visited.isoformat() if visited else None, reason, declaration_id),
    )


def reasons(store: Store) -> list[str]:
    """Why declarations were turned down, the most usual reason first."""
    rows = store.db.conn.execute(
        """SELECT reason FROM declarations WHERE state = 'rejected' AND reason <> ''
           GROUP BY reason ORDER BY count(*) DESC, max(id) DESC LIMIT 8"""
    )
    return [reason for (reason,) in rows]


def show(store: Store, declaration_id: int, *, evidence_id: int) -> None:
    """Other evidence stands behind it."""
    store.db.conn.execute("UPDATE declarations SET evidence_id = ? WHERE id = ?", (evidence_id, declaration_id))


def hand_on(store: Store, *, former: int, to: int) -> None:
    """The waiting declarations of a merged account go on under the other."""
    store.db.conn.execute(
        "UPDATE declarations SET household_id = ? WHERE household_id = ? AND state = 'waiting'", (to, former)
    )


def _declaration(row: tuple[Any, ...]) -> Declaration:
    return Declaration(
        id=row[0],
        household_id=row[1],
        item=row[2],
        option=row[3],
        count=row[4],
        occurred=date.fromisoformat(row[5]),
        evidence_id=row[6],
        actor=row[7],
        state=DeclarationState(row[8]),
        entry_seq=row[9],
        visited=maybe_day(row[10]),
        reason=row[11],
    )
