"""Rounds of groups that look at each other. Rows are only ever added."""

from __future__ import annotations

from datetime import date, datetime

from village.model.peer_round import PeerRound
from village.store.store import Store


def add(store: Store, made: PeerRound, *, at: datetime) -> int:
    """A round with its visits; answers its number."""
    conn = store.db.conn
    row = conn.execute(
        "INSERT INTO peer_rounds (first_day, last_day, recorded_at, actor) VALUES (?, ?, ?, ?)",
        (made.first.isoformat(), made.last.isoformat(), at.isoformat(), made.actor),
    )
    assert row.lastrowid
    conn.executemany(
        "INSERT INTO peer_visits (round_id, visited, visitors) VALUES (?, ?, ?)",
        [(row.lastrowid, visited, visitors) for visited, visitors in made.visits.items()],
    )
    return row.lastrowid


def all_of(store: Store) -> list[PeerRound]:
    """Every round, the last one first."""
    visits: dict[int, dict[str, str]] = {}
    for round_id, visited, visitors in store.db.conn.execute("SELECT round_id, visited, visitors FROM peer_visits"):
        visits.setdefault(round_id, {})[visited] = visitors
    rows = store.db.conn.execute(
        "SELECT id, first_day, last_day, actor FROM peer_rounds ORDER BY first_day DESC, id DESC"
    )
    return [
        PeerRound(number, date.fromisoformat(first), date.fromisoformat(last), visits.get(number, {}), actor)
        for number, first, last, actor in rows
    ]


def scored(store: Store, first: date, last: date) -> set[int]:
    """Households with a scored line of these days that nothing took back."""
    rows = store.db.conn.execute(
        """SELECT DISTINCT household_id FROM entries AS line
           WHERE item <> '' AND reverses IS NULL AND occurred_on BETWEEN ? AND ?
             AND NOT EXISTS (SELECT 1 FROM entries AS back WHERE back.node = line.node
                             AND back.reverses = line.seq AND back.reverses IS NOT NULL)""",
        (first.isoformat(), last.isoformat()),
    )
    return {household_id for (household_id,) in rows}
