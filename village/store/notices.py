"""The village's notices. Rows are only ever added; that one was taken down is a row of its own."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from village.model.notice import Notice
from village.store.store import Store

_PINNED = "SELECT pinned FROM notice_pins WHERE notice_id = notices.id ORDER BY id DESC LIMIT 1"
_SELECT = f"""SELECT notices.id, title, text, since, until, notices.actor, taken_down,
    coalesce(({_PINNED}), 0) AS pinned FROM notices LEFT JOIN notice_ends ON notice_ends.notice_id = notices.id"""


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


def pin(store: Store, notice_id: int, *, pinned: bool, at: datetime, actor: str) -> None:
    """Whether it stands before all others from now on."""
    store.db.conn.execute(
        "INSERT INTO notice_pins (notice_id, pinned, recorded_at, actor) VALUES (?, ?, ?, ?)",
        (notice_id, pinned, at.isoformat(), actor),
    )


def get(store: Store, notice_id: int) -> Notice | None:
    """One of them."""
    row = store.db.conn.execute(f"{_SELECT} WHERE notices.id = ?", (notice_id,)).fetchone()
    return _notice(row) if row else None


def all_of(store: Store) -> list[Notice]:
    """Every notice, the newest first."""
    return [_notice(row) for row in store.db.conn.execute(f"{_SELECT} ORDER BY since DESC, notices.id DESC")]


def standing(store: Store, day: date) -> list[Notice]:
    """Those that people should see and hear on a day, pinned ones before the others, the newest first."""
    query = f"""{_SELECT} WHERE taken_down IS NULL AND :day BETWEEN since AND until
        ORDER BY pinned DESC, since DESC, notices.id DESC"""
    return [_notice(row) for row in store.db.conn.execute(query, {"day": day.isoformat()})]


def _notice(row: tuple[Any, ...]) -> Notice:
    ident, title, text, since, until, actor, down, pinned = row
    ended = date.fromisoformat(down) if down else None
    first, last = date.fromisoformat(since), date.fromisoformat(until)
    return Notice(ident, title, text, first, last, actor, ended, bool(pinned))
