"""Cards that open accounts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from village.store.store import Store


def add(store: Store, card: str, *, household_id: int, at: datetime) -> None:
    """A new card; every earlier one of the household stops opening the account."""
    store.db.conn.execute(
        "UPDATE cards SET revoked_at = ? WHERE household_id = ? AND revoked_at IS NULL",
        (at.isoformat(), household_id),
    )
    store.db.conn.execute(
        "INSERT INTO cards (number, household_id, issued_at) VALUES (?, ?, ?)",
        (card, household_id, at.isoformat()),
    )


def revoke(store: Store, card: str, *, at: datetime) -> None:
    """A card stops opening the account."""
    store.db.conn.execute("UPDATE cards SET revoked_at = ? WHERE number = ?", (at.isoformat(), card))


def of_household(store: Store, household_id: int) -> str | None:
    """The household's valid card."""
    row = store.db.conn.execute(
        "SELECT number FROM cards WHERE household_id = ? AND revoked_at IS NULL", (household_id,)
    ).fetchone()
    return str(row[0]) if row else None


def of_each(store: Store, ids: Iterable[int]) -> dict[int, str]:
    """Household → the valid card's number, of those of these ids that have one."""
    rows = store.db.conn.execute(
        """SELECT household_id, number FROM cards
           WHERE household_id IN (SELECT value FROM json_each(?)) AND revoked_at IS NULL""",
        (json.dumps(sorted(set(ids))),),
    )
    return dict(rows.fetchall())


_IN_GROUP = """FROM households AS home CROSS JOIN cards ON cards.household_id = home.id AND revoked_at IS NULL
               WHERE group_name = ? AND closed IS NULL"""


def in_group(store: Store, group: str, *, limit: int, skip: int) -> dict[int, str]:
    """Household → the valid card's number, so many of a group's open households in house order, `skip` left out."""
    query = f"SELECT home.id, cards.number {_IN_GROUP} ORDER BY home.number LIMIT ? OFFSET ?"
    return dict(store.db.conn.execute(query, (group, limit, skip)).fetchall())


def count_in_group(store: Store, group: str) -> int:
    """How many of a group's open households have a valid card."""
    return int(store.db.conn.execute(f"SELECT count(*) {_IN_GROUP}", (group,)).fetchone()[0])


def every(store: Store) -> dict[str, tuple[int, bool]]:
    """Every card number ever given → its household, and whether it still opens the account."""
    rows = store.db.conn.execute("SELECT number, household_id, revoked_at IS NULL FROM cards")
    return {number: (household_id, bool(valid)) for number, household_id, valid in rows}
