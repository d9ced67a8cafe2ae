"""What stands behind a line (YK-21)."""

from __future__ import annotations

from village.model.evidence import Evidence
from village.store.rows import moment
from village.store.store import Store


def add(store: Store, evidence: Evidence) -> int:
    """Write the index row (its `id` is ignored); the photo itself lies in the evidence folder."""
    cursor = store.db.conn.execute(
        "INSERT INTO evidence (kind, title, file, kept_at, actor) VALUES (?, ?, ?, ?, ?)",
        (evidence.kind, evidence.title, evidence.file, evidence.kept_at.isoformat(), evidence.actor),
    )
    return int(cursor.lastrowid or 0)


def get(store: Store, evidence_id: int) -> Evidence | None:
    """One piece of evidence."""
    row = store.db.conn.execute(
        "SELECT id, kind, title, file, kept_at, actor FROM evidence WHERE id = ?", (evidence_id,)
    ).fetchone()
    return Evidence(row[0], row[1], row[2], row[3], moment(row[4]), row[5]) if row else None


def names(store: Store, file: str) -> bool:
    """Whether any piece of evidence is this photo."""
    return store.db.conn.execute("SELECT 1 FROM evidence WHERE file = ? LIMIT 1", (file,)).fetchone() is not None
