"""The village's notices. Rows are only ever added; that one was taken down is a row of its own."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from village.model.notice import Notice
from village.store.store import Store

_SELECT = """SELECT id, title, text, since, until, notices.actor, taken_down FROM notices
    LEFT JOIN notice_ends ON notice_id = id"""


def add(store: Store, notice: Notice, *, at: datetime) -> int:
    """Write one down; the answer is its number."""
    cursor = store.db.conn.execute(
        "INSERT INTO notices (title, text, since, until, recorded_at, actor) VALUES (?, ?, ?, ?, ?, ?)",
        (
            *(notice.title, notice.text, notice.since.isoformat(), notice.until.isoformat()),
            *(at.isoformat(), notice.actor),
        ),
    )
    return int(cursor.lastrowid or 0)


def take_down(store: Store, notice_id: int, *, on: date, at: datetime, actor: str) -> None:
    """It stands no longer."""
    store.db.conn.execute(
        "INSERT INTO notice_ends (notice_id, taken_down, recorded_at, actor) VALUES (?, ?, ?, ?)",
        (notice_id, on.isoformat(), at.isoformat(), actor),
    )


def get(store: Store, notice_id: int) -> Notice | None:
    """One of them."""
    row = store.db.conn.execute(f"{_SELECT} WHERE id = ?", (notice_id,)).fetchone()
    return _notice(row) if row else None


def all_of(store: Store) -> list[Notice]:
    """Every notice, the newest first."""
    return [_notice(row) for row in store.db.conn.execute(f"{_SELECT} ORDER BY since DESC, id DESC")]


def standing(store: Store, day: date) -> list[Notice]:
    """Those that people should see and hear on a day, the newest first."""
    where = "WHERE taken_down IS NULL AND :day BETWEEN since AND until ORDER BY since DESC, id DESC"
    return [_notice(row) for row in store.db.conn.execute(f"{_SELECT} {where}", {"day": day.isoformat()})]


def _notice(row: tuple[Any, ...]) -> Notice:
    ident, title, text, since, until, actor, down = row
    ended = date.fromisoformat(down) if down else None
    return Notice(ident, title, text, date.fromisoformat(since), date.fromisoformat(until), actor, ended)
