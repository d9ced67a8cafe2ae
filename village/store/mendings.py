"""Which deductions were mended, and which wait. Rows are only ever added."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from village.model.mending import Mending
from village.store.store import Store

_FIELDS = "entry_id, mended_on, how, offered, mendings.actor"
_STANDS = """line.node = :node AND line.kind = 'deduction' AND line.item <> '' AND line.reverses IS NULL AND NOT EXISTS
    (SELECT 1 FROM entries WHERE node = line.node AND reverses = line.seq AND reverses IS NOT NULL)"""
_ID = "printf('%s-%06d', line.node, line.seq)"
_OF = "(:homes = 'null' OR line.household_id IN (SELECT value FROM json_each(:homes)))"


def add(store: Store, mending: Mending, *, at: datetime) -> None:
    """Write one down."""
    store.db.conn.execute(
        "INSERT INTO mendings (entry_id, mended_on, how, offered, recorded_at, actor) VALUES (?, ?, ?, ?, ?, ?)",
        (
            *(mending.entry_id, mending.mended_on.isoformat(), mending.how, mending.offered),
            *(at.isoformat(), mending.actor),
        ),
    )


def by_entry(store: Store) -> dict[str, Mending]:
    """Every mending by its line, newest first."""
    rows = store.db.conn.execute(f"SELECT {_FIELDS} FROM mendings ORDER BY mended_on DESC, recorded_at DESC")
    return {row[0]: _mending(row) for row in rows}


def deducted(store: Store, node: str) -> list[int]:
    """The numbers of the deductions that an item made and nothing took back, newest first."""
    rows = store.db.conn.execute(f"SELECT seq FROM entries AS line WHERE {_STANDS} ORDER BY seq DESC", {"node": node})
    return [seq for (seq,) in rows]


def waiting(store: Store, node: str, homes: Collection[int] | None, *, limit: int, offset: int) -> list[int]:
    """Those of them that nobody mended, of these households or (None) of all, newest first."""
    rows = store.db.conn.execute(
        f"""SELECT seq FROM entries AS line WHERE {_STANDS} AND {_OF}
            AND NOT EXISTS (SELECT 1 FROM mendings WHERE entry_id = {_ID})
            ORDER BY seq DESC LIMIT :limit OFFSET :offset""",
        {"node": node, "homes": _listed(homes), "limit": limit, "offset": offset},
    )
    return [seq for (seq,) in rows]


def done(
    store: Store, node: str, homes: Collection[int] | None, *, limit: int, offset: int
) -> list[tuple[int, Mending]]:
    """Those of them that were mended, with the line's number; what was mended last comes first."""
    rows = store.db.conn.execute(
        f"""SELECT seq, {_FIELDS} FROM mendings
            CROSS JOIN entries AS line ON line.seq = CAST(substr(entry_id, length(:node) + 2) AS INTEGER)
            WHERE {_STANDS} AND {_OF} AND entry_id = {_ID}
            ORDER BY mended_on DESC, mendings.recorded_at DESC LIMIT :limit OFFSET :offset""",
        {"node": node, "homes": _listed(homes), "limit": limit, "offset": offset},
    )
    return [(seq, _mending(row)) for seq, *row in rows]


def _listed(homes: Collection[int] | None) -> str:
    return json.dumps(homes if homes is None else sorted(homes))


def _mending(row: Any) -> Mending:
    entry_id, mended_on, *rest = row
    return Mending(entry_id, date.fromisoformat(mended_on), *rest)
