"""Papers as they were filed, to the byte."""

from __future__ import annotations

import hashlib

from village.store.store import Store


def keep(store: Store, subject: str, form: str, content: bytes) -> None:
    """Keep one form (page, table) of a filed paper."""
    digest = hashlib.sha256(content).hexdigest()
    store.db.conn.execute(
        "INSERT INTO filed_papers (subject, form, content, sha256) VALUES (?, ?, ?, ?)",
        (subject, form, content, digest),
    )


def get(store: Store, subject: str, form: str) -> tuple[bytes, str] | None:
    """(content, SHA-256) of a filed paper, if it was kept."""
    row = store.db.conn.execute(
        "SELECT content, sha256 FROM filed_papers WHERE subject = ? AND form = ?", (subject, form)
    ).fetchone()
    return (bytes(row[0]), str(row[1])) if row else None
