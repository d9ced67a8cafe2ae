"""Which rule pack the village obeys since when, at which digest, with which choices of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from village.model.pin import Pin
from village.store.store import Store


def add(
    store: Store,
    *,
    pack: str,
    digest: str,
    since: date,
    settings: Mapping[str, Any],
    at: datetime,
    actor: str,
) -> None:
    """Pin a pack from a day on."""
    store.db.conn.execute(
        "INSERT INTO pins (pack, digest, since, settings, pinned_at, actor) VALUES (?, ?, ?, ?, ?, ?)",
        (
            pack,
            digest,
            since.isoformat(),
            json.dumps(settings, ensure_ascii=False, default=float),
            at.isoformat(),
            actor,
        ),
    )


def on(store: Store, day: date) -> Pin | None:
    """The pin in force on a day."""
    row = store.db.conn.execute(
        "SELECT pack, digest, since, settings FROM pins WHERE since <= ? ORDER BY since DESC, id DESC LIMIT 1",
        (day.isoformat(),),
    ).fetchone()
    return Pin(row[0], row[1], date.fromisoformat(row[2]), json.loads(row[3], parse_float=Decimal)) if row else None
