"""Who did what and when: one row an act, never changed."""

from __future__ import annotations

from datetime import datetime

from village.store.store import Store


def append(store: Store, *, at: datetime, actor: str, act: str, subject: str, detail: str = "") -> None:
    """Write one act. `subject` names what it was done to, as "household:12" or "entry:yk01-000123"."""
    store.db.conn.execute(
        "INSERT INTO acts (at, actor, act, subject, detail) VALUES (?, ?, ?, ?, ?)",
        (at.isoformat(), actor, act, subject, detail),
    )


def of_subject(store: Store, subject: str, *, limit: int = 100) -> list[tuple[str, str, str, str]]:
    """(at, actor, act, detail) of a subject, newest first."""
    return list(
        store.db.conn.execute(
            "SELECT at, actor, act, detail FROM acts WHERE subject = ? ORDER BY id DESC LIMIT ?",
            (subject, limit),
        )
    )


def since(store: Store, act: str, at: datetime) -> list[tuple[str, str, str]]:
    """(at, actor, subject) of each such act since `at`, newest first."""
    return list(
        store.db.conn.execute(
            "SELECT at, actor, subject FROM acts WHERE act = ? AND at >= ? ORDER BY id DESC", (act, at.isoformat())
        )
    )


def walk(store: Store) -> list[tuple[str, str, str, str, str]]:
    """(at, actor, act, subject, detail) of every act, in the order in which they were done."""
    return list(store.db.conn.execute("SELECT at, actor, act, subject, detail FROM acts ORDER BY id"))


def last_id(store: Store) -> int:
    """A number that grows with every act: whatever is worked out from the book is as old as this."""
    return int(store.db.conn.execute("SELECT coalesce(max(id), 0) FROM acts").fetchone()[0])


def last_at(store: Store) -> datetime | None:
    """When the newest act was done."""
    row = store.db.conn.execute("SELECT at FROM acts ORDER BY id DESC LIMIT 1").fetchone()
    return datetime.fromisoformat(row[0]) if row else None
