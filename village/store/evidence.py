"""What stands behind a line (YK-21)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

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


def some(store: Store, ids: Iterable[int]) -> dict[int, Evidence]:
    """Pieces of evidence by their ids, asked for at once; what is unknown is left out."""
    query = """SELECT id, kind, title, file, kept_at, actor FROM evidence
               WHERE id IN (SELECT value FROM json_each(?))"""
    found = store.db.conn.execute(query, (json.dumps(sorted(set(ids))),))
    return {row[0]: Evidence(row[0], row[1], row[2], row[3], moment(row[4]), row[5]) for row in found}


def files(store: Store) -> list[str]:
    """Every photo that stands behind something, by its own name."""
    rows = store.db.conn.execute("SELECT DISTINCT file FROM evidence WHERE file <> '' ORDER BY file")
    return [file for (file,) in rows]


def between(store: Store, first: date, last: date) -> list[tuple[Evidence, int | None]]:
    """(piece kept from `first` to `last`, number of the newest line that it stands behind), newest first."""
    rows = store.db.conn.execute(
        """WITH behind AS MATERIALIZED
               (SELECT evidence, max(seq) AS seq FROM entries WHERE evidence <> '' GROUP BY evidence)
           SELECT id, kind, title, file, kept_at, actor, seq
           FROM evidence LEFT JOIN behind ON behind.evidence = CAST(id AS TEXT)
           WHERE substr(kept_at, 1, 10) BETWEEN ? AND ? ORDER BY id DESC""",
        (first.isoformat(), last.isoformat()),
    )
    return [(Evidence(row[0], row[1], row[2], row[3], moment(row[4]), row[5]), row[6]) for row in rows]


class Photo(NamedTuple):
    """A photo behind a line: the line's number, the day of the event, the evidence."""

    seq: int
    occurred: date
    evidence_id: int


def photo_before(store: Store, household_id: int, item: str, *, besides: int | None) -> Photo | None:
    """The newest photo that an item's line of the household was accepted with and that still stands; `besides` is
    the evidence that is being looked at."""
    row = store.db.conn.execute(
        """SELECT seq, occurred_on, evidence.id
           FROM entries AS line JOIN evidence ON evidence.id = CAST(line.evidence AS INTEGER)
           WHERE household_id = ? AND item = ? AND line.evidence <> '' AND file <> '' AND evidence.id IS NOT ?
                 AND reverses IS NULL AND NOT EXISTS (SELECT 1 FROM entries AS back WHERE back.node = line.node
                 AND back.reverses = line.seq AND back.reverses IS NOT NULL)
           ORDER BY seq DESC LIMIT 1""",
        (household_id, item, besides),
    ).fetchone()
    return Photo(row[0], date.fromisoformat(row[1]), row[2]) if row else None


def names(store: Store, file: str) -> bool:
    """Whether any piece of evidence is this photo."""
    return store.db.conn.execute("SELECT 1 FROM evidence WHERE file = ? LIMIT 1", (file,)).fetchone() is not None
