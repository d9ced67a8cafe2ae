"""Households, their members and cards."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from village.model.household import Household, Residence
from village.store.rows import maybe_day
from village.store.store import Store

_FIELDS = (
    "id, number, head, group_name, enrolled, dwelling, phone, residence, months_home, opted_in, reading, initials,"
    " pinyin, closed, pin_hash"
)
_SELECT = f"SELECT {_FIELDS} FROM households"


def add(store: Store, household: Household) -> int:
    """Write a new household (its `id` is ignored) and answer its id."""
    cursor = store.db.conn.execute(
        """INSERT INTO households (number, head, group_name, enrolled, dwelling, phone, residence, months_home,
                                   opted_in, reading, initials, pinyin)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (household.number, *_changeable(household)),
    )
    return int(cursor.lastrowid or 0)


def save(store: Store, household: Household) -> None:
    """Write the changeable facts of a known household (its number never changes)."""
    store.db.conn.execute(
        """UPDATE households SET head = ?, group_name = ?, enrolled = ?, dwelling = ?, phone = ?, residence = ?,
               months_home = ?, opted_in = ?, reading = ?, initials = ?, pinyin = ? WHERE id = ?""",
        (*_changeable(household), household.id),
    )


def close(store: Store, household_id: int, *, on: date) -> None:
    """The account ends; its lines stay."""
    store.db.conn.execute("UPDATE households SET closed = ? WHERE id = ?", (on.isoformat(), household_id))


def get(store: Store, household_id: int) -> Household | None:
    """One household by its id."""
    return _one(store, "WHERE id = ?", household_id)


def some(store: Store, ids: Iterable[int]) -> dict[int, Household]:
    """Those of these ids that there are, asked for at once."""
    wanted = json.dumps(sorted(set(ids)))
    found = _many(store, "WHERE id IN (SELECT value FROM json_each(?))", wanted)
    return {one.id: one for one in found}


def by_number(store: Store, number: str) -> Household | None:
    """One household by its 户号, zeros and all."""
    return _one(store, "WHERE number = ?", number)


def by_dwelling(store: Store, dwelling: str) -> Household | None:
    """The open account of a dwelling."""
    return _one(store, "WHERE dwelling = ? AND dwelling <> '' AND closed IS NULL", dwelling)


def first_number(store: Store, group: str) -> str:
    """The lowest 户号 of a group's open households; "" where it has none."""
    row = store.db.conn.execute(
        "SELECT min(number) FROM households WHERE group_name = ? AND closed IS NULL", (group,)
    ).fetchone()
    return str(row[0] or "")


def reopen(store: Store, household_id: int) -> None:
    """An account goes on that had ended."""
    store.db.conn.execute("UPDATE households SET closed = NULL WHERE id = ?", (household_id,))


def every(store: Store) -> list[Household]:
    """All accounts there ever were, in house order."""
    return _many(store, "ORDER BY number")


def by_digits(store: Store, digits: str) -> list[Household]:
    """Households whose 户号 is these digits when the dash is left out."""
    return _many(store, "WHERE replace(number, '-', '') = ? ORDER BY number", digits)


def by_phone_tail(store: Store, tail: str) -> list[Household]:
    """Open households whose phone ends in these four digits."""
    return _many(store, "WHERE substr(phone, -4) = ? AND phone <> '' AND closed IS NULL ORDER BY number", tail)


def by_card(store: Store, card: str) -> tuple[Household, bool] | None:
    """(household, card still valid) for a card number ever issued."""
    row = store.db.conn.execute("SELECT household_id, revoked_at FROM cards WHERE number = ?", (card,)).fetchone()
    if row is None:
        return None
    household = get(store, row[0])
    return (household, row[1] is None) if household else None


def groups(store: Store) -> list[tuple[str, int]]:
    """(group, open households) in the order of their house numbers."""
    rows = store.db.conn.execute(
        "SELECT group_name, count(*) FROM households WHERE closed IS NULL GROUP BY 1 ORDER BY min(number)"
    )
    return [(name, size) for name, size in rows]


def in_group(store: Store, group: str, *, limit: int = -1, offset: int = 0) -> list[Household]:
    """The open households of a group in house order; all, or some of them."""
    where = "WHERE group_name = ? AND closed IS NULL ORDER BY number LIMIT ? OFFSET ?"
    return _many(store, where, group, limit, offset)


def all_open(store: Store) -> list[Household]:
    """Every open account in house order."""
    return _many(store, "WHERE closed IS NULL ORDER BY number")


def open_ids(store: Store) -> set[int]:
    """Every open account, by id."""
    return {household_id for (household_id,) in store.db.conn.execute("SELECT id FROM households WHERE closed IS NULL")}


def taking_part(store: Store, *, absence_months: int) -> set[int]:
    """Open accounts by their wish, and without one by living here for more than `absence_months` a year."""
    rows = store.db.conn.execute(
        """SELECT id FROM households WHERE closed IS NULL
           AND coalesce(opted_in, residence = 'local' AND months_home > ?)""",
        (absence_months,),
    )
    return {household_id for (household_id,) in rows}


def search(store: Store, text: str, *, limit: int, offset: int) -> list[Household]:
    """Households whose initials, name, number, group, dwelling or phone tail begin with or hold the text."""
    if not text:
        return _many(store, "ORDER BY number LIMIT ? OFFSET ?", limit, offset)
    low = text.lower()
    return _many(
        store,
        """WHERE initials LIKE ? || '%' OR pinyin LIKE ? || '%' OR head LIKE '%' || ? || '%' OR number LIKE ? || '%'
               OR replace(number, '-', '') LIKE ? || '%' OR group_name = ? OR dwelling LIKE ? || '%'
               OR (phone <> '' AND length(?) = 4 AND substr(phone, -4) = ?)
           ORDER BY closed IS NOT NULL, number LIMIT ? OFFSET ?""",
        *(low, low, text, text, text, text, text, text, text, limit, offset),
    )


def first_enrolled(store: Store) -> date | None:
    """The day on which the first household was registered; None in a village without one."""
    day = store.db.conn.execute("SELECT min(enrolled) FROM households").fetchone()[0]
    return date.fromisoformat(day) if day else None


def count(store: Store) -> int:
    """Open households."""
    return int(store.db.conn.execute("SELECT count(*) FROM households WHERE closed IS NULL").fetchone()[0])


def next_number(store: Store, prefix: str) -> str:
    """The 户号 after the highest with this group prefix ("03" -> "03-018")."""
    row = store.db.conn.execute(
        "SELECT max(CAST(substr(number, length(?) + 2) AS INTEGER)) FROM households WHERE number LIKE ? || '-%'",
        (prefix, prefix),
    ).fetchone()
    return f"{prefix}-{(row[0] or 0) + 1:03d}"


def pin_hash(store: Store, household_id: int) -> str:
    """The household's PIN as argon2 keeps it, or ""."""
    row = store.db.conn.execute("SELECT pin_hash FROM households WHERE id = ?", (household_id,)).fetchone()
    return str(row[0]) if row else ""


def save_pin_hash(store: Store, household_id: int, pin_hash: str) -> None:
    """Set or clear ("") the PIN."""
    store.db.conn.execute("UPDATE households SET pin_hash = ? WHERE id = ?", (pin_hash, household_id))


def _changeable(household: Household) -> tuple[object, ...]:
    opted = None if household.opted_in is None else int(household.opted_in)
    return (
        *(
            household.head,
            household.group,
            household.enrolled.isoformat(),
            household.dwelling,
            household.phone,
        ),
        *(household.residence.value, household.months_home, opted, household.reading, household.initials),
        household.pinyin,
    )


def _one(store: Store, where: str, *given: object) -> Household | None:
    row = store.db.conn.execute(f"{_SELECT} {where}", given).fetchone()
    return _household(row) if row else None


def _many(store: Store, where: str, *given: object) -> list[Household]:
    return [_household(row) for row in store.db.conn.execute(f"{_SELECT} {where}", given)]


def _household(row: tuple[Any, ...]) -> Household:
    return Household(
        id=row[0],
        number=row[1],
        head=row[2],
        group=row[3],
        enrolled=date.fromisoformat(row[4]),
        dwelling=row[5],
        phone=row[6],
        residence=Residence(row[7]),
        months_home=row[8],
        opted_in=None if row[9] is None else bool(row[9]),
        reading=row[10],
        initials=row[11],
        pinyin=row[12],
        closed=maybe_day(row[13]),
        has_pin=bool(row[14]),
    )
