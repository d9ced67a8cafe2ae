"""The kiosks and tablets of the village."""

from __future__ import annotations

from typing import Any

from village.model.kiosk import Kiosk, Microphone, Speaker
from village.store.rows import moment
from village.store.store import Store


def save(store: Store, kiosk: Kiosk) -> int:
    """Keep how it is now; id 0 is a new one. Its id."""
    cursor = store.db.conn.execute(
        """INSERT INTO kiosks (id, mark, name, nth, place, address, microphone, speaker, in_use, seen_at)
           VALUES (nullif(?, 0), ?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET mark = excluded.mark, place = excluded.place, address = excluded.address,
                                          microphone = excluded.microphone, speaker = excluded.speaker,
                                          in_use = excluded.in_use, seen_at = excluded.seen_at""",
        (
            *(kiosk.id, kiosk.mark, kiosk.name, kiosk.nth, kiosk.place, kiosk.address),
            *(kiosk.microphone, kiosk.speaker, int(kiosk.in_use), kiosk.seen_at.isoformat()),
        ),
    )
    return kiosk.id or int(cursor.lastrowid or 0)


def remove(store: Store, kiosk_id: int) -> None:
    """It stands in the list no longer."""
    store.db.conn.execute("DELETE FROM kiosks WHERE id = ?", (kiosk_id,))


def all_of(store: Store) -> list[Kiosk]:
    """Every one, by name."""
    rows = store.db.conn.execute(
        """SELECT id, mark, name, nth, place, address, microphone, speaker, in_use, seen_at
           FROM kiosks ORDER BY name, nth"""
    )
    return [_kiosk(row) for row in rows]


def _kiosk(row: tuple[Any, ...]) -> Kiosk:
    kiosk_id, mark, name, nth, place, address, microphone, speaker, in_use, seen_at = row
    ears, mouth = Microphone(microphone), Speaker(speaker)
    return Kiosk(kiosk_id, mark, name, nth, place, address, ears, mouth, bool(in_use), moment(seen_at))
