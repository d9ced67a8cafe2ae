"""What villagers recorded for the kiosk. A row is written once and may be withdrawn once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from village.model.recording import Recording
from village.store.rows import moment
from village.store.store import Store

_COLUMNS = "id, text, kind, speaker, consented_on, sha256, kept_at, actor, withdrawn_at, withdrawn_by"


def add(store: Store, recording: Recording) -> Recording:
    """Keep one (its `id` is ignored) and answer it with its number."""
    cursor = store.db.conn.execute(
        "INSERT INTO recordings (text, kind, speaker, consented_on, sha256, kept_at, actor)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            *(recording.text, recording.kind, recording.speaker, recording.consented_on.isoformat()),
            *(recording.sha256, recording.kept_at.isoformat(), recording.actor),
        ),
    )
    return replace(recording, id=int(cursor.lastrowid or 0))


def withdraw(store: Store, recording_id: int, *, at: datetime, actor: str) -> None:
    """It may no longer be used."""
    store.db.conn.execute(
        "UPDATE recordings SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ? AND withdrawn_at = ''",
        (at.isoformat(), actor, recording_id),
    )


def get(store: Store, recording_id: int) -> Recording | None:
    """One of them."""
    return next(iter(_many(store, "WHERE id = ?", recording_id)), None)


def in_use(store: Store) -> list[Recording]:
    """Those that may be used, newest first."""
    return _many(store, "WHERE withdrawn_at = '' ORDER BY id DESC")


def all_of(store: Store) -> list[Recording]:
    """All, also the withdrawn ones, newest first."""
    return _many(store, "ORDER BY id DESC")


def _many(store: Store, where: str, *given: object) -> list[Recording]:
    return [_recording(row) for row in store.db.conn.execute(f"SELECT {_COLUMNS} FROM recordings {where}", given)]


def _recording(row: tuple[Any, ...]) -> Recording:
    withdrawn = moment(row[8]) if row[8] else None
    consented, kept = date.fromisoformat(row[4]), moment(row[6])
    return Recording(row[0], row[1], row[2], row[3], consented, row[5], kept, row[7], withdrawn, row[9])
