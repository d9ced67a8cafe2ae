"""The register of the panel: who was seated, and how it ended. Rows are only ever added."""

from __future__ import annotations

from datetime import date
from typing import Any

from village.model.committee import CommitteeMember
from village.store.rows import maybe_day
from village.store.store import Store

_SELECT = """SELECT id, name, seat, since, left_on, coalesce(forfeited, 0), coalesce(reason, '')
    FROM committee_members AS member LEFT JOIN committee_leavings ON member_id = member.id"""


def add(store: Store, *, name: str, seat: str, since: date, actor: str) -> int:
    """Somebody takes a seat."""
    cursor = store.db.conn.execute(
        "INSERT INTO committee_members (name, seat, since, actor) VALUES (?, ?, ?, ?)",
        (name, seat, since.isoformat(), actor),
    )
    return int(cursor.lastrowid or 0)


def end(store: Store, member_id: int, *, on: date, forfeited: bool, reason: str, actor: str) -> None:
    """The seat is left, or forfeited."""
    store.db.conn.execute(
        "INSERT INTO committee_leavings (member_id, left_on, forfeited, reason, actor) VALUES (?, ?, ?, ?, ?)",
        (member_id, on.isoformat(), int(forfeited), reason, actor),
    )


def all_of(store: Store) -> list[CommitteeMember]:
    """Everybody who ever sat, in the order of seating."""
    return [_member(row) for row in store.db.conn.execute(f"{_SELECT} ORDER BY id")]


def _member(row: tuple[Any, ...]) -> CommitteeMember:
    return CommitteeMember(row[0], row[1], row[2], date.fromisoformat(row[3]), maybe_day(row[4]), bool(row[5]), row[6])
