"""Papers behind the rules, with their content. Rows are only ever added."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from village.model.paper import KeptPaper
from village.store.rows import moment
from village.store.store import Store


def add(store: Store, paper: KeptPaper, content: bytes) -> KeptPaper:
    """Keep one (its `id` is ignored) and answer it with its number."""
    cursor = store.db.conn.execute(
        "INSERT INTO papers (since, title, name, content, sha256, kept_at, actor) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            *(paper.since.isoformat(), paper.title, paper.name, content),
            *(paper.sha256, paper.kept_at.isoformat(), paper.actor),
        ),
    )
    return replace(paper, id=int(cursor.lastrowid or 0))


def all_of(store: Store) -> list[KeptPaper]:
    """Every paper without its content, newest first."""
    rows = store.db.conn.execute(
        """SELECT id, since, title, name, length(content), sha256, kept_at, actor FROM papers
           ORDER BY since DESC, id DESC"""
    )
    return [
        KeptPaper(row[0], date.fromisoformat(row[1]), row[2], row[3], row[4], row[5], moment(row[6]), row[7])
        for row in rows
    ]


def content(store: Store, paper_id: int) -> tuple[str, bytes] | None:
    """(name, content) of one."""
    row = store.db.conn.execute("SELECT name, content FROM papers WHERE id = ?", (paper_id,)).fetchone()
    return (row[0], bytes(row[1])) if row else None
