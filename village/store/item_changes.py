"""Items that the village added, and later figures of items: only ever added to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from village.store.store import Store


def add(
    store: Store,
    row: Mapping[str, Any],
    *,
    pack: str,
    amends: bool,
    approval: str,
    note: str,
    at: datetime,
    actor: str,
    evaluation: int | None = None,
) -> None:
    """Write a change with the record that approved it."""
    store.db.conn.execute(
        """INSERT INTO item_changes (row, pack, amends, evaluation_id, approval, note, adopted_at, actor)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            *(json.dumps(row, ensure_ascii=False, default=_plain), pack, int(amends), evaluation),
            *(approval, note, at.isoformat(), actor),
        ),
    )


def of_pack(store: Store, pack: str) -> tuple[tuple[str, bool], ...]:
    """Every change to a pack in the order of adoption: (row as JSON, whether it amends an item)."""
    rows = store.db.conn.execute("SELECT row, amends FROM item_changes WHERE pack = ? ORDER BY id", (pack,))
    return tuple((row, bool(amends)) for row, amends in rows)


def all_of(store: Store) -> list[tuple[dict[str, Any], bool, str, str]]:
    """(row, whether it amends an item, approval, note) of every change, in the order in which they were made."""
    rows = store.db.conn.execute("SELECT row, amends, approval, note FROM item_changes ORDER BY id")
    return [(_row(text), bool(amends), approval, note) for text, amends, approval, note in rows]


def _row(text: str) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(text, parse_float=Decimal)
    return row | {"from": date.fromisoformat(row["from"])} if "from" in row else row


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)  # whole or half points: exact in binary
    raise TypeError(f"not a value of an item: {value!r}")
