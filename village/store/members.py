"""The people of the households."""

from __future__ import annotations

from datetime import date

from village.model.household import Member
from village.store.store import Store

_BETWEEN = "、"  # stands in no name


def add(store: Store, *, household_id: int, name: str, relation: str) -> int:
    """A person of the household."""
    cursor = store.db.conn.execute(
        "INSERT INTO members (household_id, name, relation) VALUES (?, ?, ?)", (household_id, name, relation)
    )
    return int(cursor.lastrowid or 0)


def of_household(store: Store, household_id: int) -> list[Member]:
    """The people of a household, in the order they were written; without those who left."""
    return _many(store, "WHERE household_id = ? AND gone_on IS NULL ORDER BY id", household_id)


def everybody(store: Store) -> dict[int, list[Member]]:
    """Household → its people, of all households at once."""
    found: dict[int, list[Member]] = {}
    for one in _many(store, "WHERE gone_on IS NULL AND id > ? ORDER BY id", 0):
        found.setdefault(one.household_id, []).append(one)
    return found


def homes(store: Store) -> dict[int, tuple[int, str]]:
    """Person → (household, name), also of those who left."""
    rows = store.db.conn.execute("SELECT id, household_id, name FROM members")
    return {ident: (household_id, name) for ident, household_id, name in rows}


def get(store: Store, member_id: int) -> Member | None:
    """One person who has not left."""
    return next(iter(_many(store, "WHERE id = ? AND gone_on IS NULL", member_id)), None)


def save(store: Store, changed: Member) -> None:
    """Another name or relation; the names from before stay written."""
    store.db.conn.execute(
        "UPDATE members SET name = ?, relation = ?, former = ? WHERE id = ?",
        (changed.name, changed.relation, _BETWEEN.join(changed.former), changed.id),
    )


def remove(store: Store, member_id: int, *, on: date) -> None:
    """The person is no longer of the household."""
    store.db.conn.execute("UPDATE members SET gone_on = ? WHERE id = ?", (on.isoformat(), member_id))


def move(store: Store, member_id: int, *, to: int) -> None:
    """A person goes over to another household (分户)."""
    store.db.conn.execute("UPDATE members SET household_id = ? WHERE id = ?", (to, member_id))


def _many(store: Store, where: str, given: int) -> list[Member]:
    rows = store.db.conn.execute(f"SELECT id, household_id, name, relation, former FROM members {where}", (given,))
    return [
        Member(ident, household_id, name, relation, tuple(former.split(_BETWEEN)) if former else ())
        for ident, household_id, name, relation, former in rows
    ]
