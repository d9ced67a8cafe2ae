"""What passbooks were seen to say. Rows are only ever added."""

from __future__ import annotations

import json
from collections.abc import Collection

from village.model.passbook import PassbookCheck
from village.model.points import Points
from village.store.rows import moment
from village.store.store import Store


def add(store: Store, check: PassbookCheck) -> None:
    """Somebody looked into a passbook."""
    store.db.conn.execute(
        "INSERT INTO passbook_checks (household_id, written, due, lines, checked_at, actor) VALUES (?, ?, ?, ?, ?, ?)",
        (
            *(check.household_id, check.written.hundredths, check.due.hundredths, check.lines),
            *(check.at.isoformat(), check.actor),
        ),
    )


def newest(store: Store, homes: Collection[int] | None = None) -> dict[int, PassbookCheck]:
    """Household → when its passbook was last looked into; of these households, or of all."""
    rows = store.db.conn.execute(
        f"""SELECT household_id, written, due, lines, checked_at, actor FROM passbook_checks
           WHERE id IN (SELECT max(id) FROM passbook_checks {_of(homes)} GROUP BY household_id)""",
        _listed(homes),
    )
    return {
        household_id: PassbookCheck(household_id, Points(written), Points(due), lines, moment(at), actor)
        for household_id, written, due, lines, at, actor in rows
    }


def books(store: Store, homes: Collection[int] | None = None) -> dict[int, tuple[Points, int]]:
    """Household → (balance, how many lines) of its account; of these households, or of all."""
    query = f"SELECT household_id, sum(points), sum(lines) FROM figures {_of(homes)} GROUP BY household_id"
    rows = store.db.conn.execute(query, _listed(homes))
    return {household_id: (Points(points), lines) for household_id, points, lines in rows}


def book(store: Store, household_id: int) -> tuple[Points, int]:
    """The same of one household."""
    points, lines = store.db.conn.execute(
        "SELECT ifnull(sum(points), 0), ifnull(sum(lines), 0) FROM figures WHERE household_id = ?", (household_id,)
    ).fetchone()
    return Points(points), lines


def _of(homes: Collection[int] | None) -> str:
    return "" if homes is None else "WHERE household_id IN (SELECT value FROM json_each(?))"


def _listed(homes: Collection[int] | None) -> tuple[str, ...]:
    return () if homes is None else (json.dumps(sorted(homes)),)
