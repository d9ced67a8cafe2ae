"""Which rule pack the village obeys since when, at which digest, with which choices of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from village.model.adoption import Adoption
from village.store.store import Store

_SELECT = "SELECT pack, digest, since, settings, approval FROM adoptions"


def add(
    store: Store,
    *,
    pack: str,
    digest: str,
    since: date,
    settings: Mapping[str, Any],
    at: datetime,
    actor: str,
    approval: str = "",
) -> None:
    """Adopt a pack from a day on."""
    store.db.conn.execute(
        """INSERT INTO adoptions (pack, digest, since, settings, adopted_at, actor, approval)
           VALUES (?, ?, ?, ?, ?, ?, ?)""",
        (
            pack,
            digest,
            since.isoformat(),
            json.dumps(settings, ensure_ascii=False, default=float),
            at.isoformat(),
            actor,
            approval,
        ),
    )


def known(store: Store) -> int:
    """How many adoptions there were so far."""
    return int(store.db.conn.execute("SELECT count(*) FROM adoptions").fetchone()[0])


def all_of(store: Store) -> list[Adoption]:
    """Every adoption in the order in which they were made."""
    return [_adoption(row) for row in store.db.conn.execute(f"{_SELECT} ORDER BY id")]


def on(store: Store, day: date) -> Adoption | None:
    """The adoption in force on a day."""
    row = store.db.conn.execute(
        f"{_SELECT} WHERE since <= ? ORDER BY since DESC, id DESC LIMIT 1", (day.isoformat(),)
    ).fetchone()
    return _adoption(row) if row else None


def _adoption(row: tuple[Any, ...]) -> Adoption:
    return Adoption(row[0], row[1], date.fromisoformat(row[2]), json.loads(row[3], parse_float=Decimal), row[4])


def packs(store: Store) -> list[str]:
    """Every pack the village ever adopted, the latest first."""
    rows = store.db.conn.execute("SELECT pack FROM adoptions GROUP BY pack ORDER BY max(id) DESC")
    return [pack for (pack,) in rows]
