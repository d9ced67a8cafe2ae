"""Which deductions were mended, and which wait. Rows are only ever added."""

from __future__ import annotations

from datetime import date, datetime

from village.model.mending import Mending
from village.store.store import Store

_SELECT = "SELECT entry_id, mended_on, how, offered, actor FROM mendings"


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
    rows = store.db.conn.execute(f"{_SELECT} ORDER BY mended_on DESC, recorded_at DESC")
    return {row[0]: Mending(row[0], date.fromisoformat(row[1]), *row[2:]) for row in rows}


def deducted(store: Store, node: str) -> list[int]:
    """The numbers of the deductions that an item made and nothing took back, newest first."""
    rows = store.db.conn.execute(
        """SELECT seq FROM entries AS line
           WHERE node = ? AND kind = 'deduction' AND item <> '' AND reverses IS NULL AND NOT EXISTS
               (SELECT 1 FROM entries WHERE node = line.node AND reverses = line.seq AND reverses IS NOT NULL)
           ORDER BY seq DESC""",
        (node,),
    )
    return [seq for (seq,) in rows]
