"""What households took, or are about to take, for their points."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from village.model.points import Points
from village.model.redemption import Collector, Redemption, RedemptionState
from village.store.rows import maybe_day
from village.store.store import Store

_NAMED = "SELECT {} FROM collectors WHERE redemption_id = redemptions.id ORDER BY id DESC LIMIT 1"
_SELECT = f"""SELECT id, household_id, goods_id, quantity, points, entry_seq, requested_on, due, state, finished_on,
             place, ({_NAMED.format("name")}), ({_NAMED.format("relation")}) FROM redemptions"""


def add(store: Store, made: Redemption, *, token: str) -> int:
    """Write a request (its `id` is ignored) and answer its id."""
    cursor = store.db.conn.execute(
        """INSERT INTO redemptions
               (household_id, goods_id, quantity, points, entry_seq, requested_on, due, place, token)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            *(made.household_id, made.goods_id, made.quantity, made.points.hundredths, made.entry_seq),
            *(made.requested_on.isoformat(), made.due.isoformat(), made.place, token),
        ),
    )
    return int(cursor.lastrowid or 0)


def get(store: Store, redemption_id: int) -> Redemption | None:
    """One redemption."""
    return _one(store, "WHERE id = ?", redemption_id)


def by_token(store: Store, token: str) -> Redemption | None:
    """What an earlier try with the same token made."""
    return _one(store, "WHERE token = ? AND token <> ''", token)


def by_line(store: Store, seq: int) -> Redemption | None:
    """What was had for the points of a line."""
    return _one(store, "WHERE entry_seq = ?", seq)


def all_of(store: Store) -> list[Redemption]:
    """Every order, the first one first."""
    return [_redemption(row) for row in store.db.conn.execute(f"{_SELECT} ORDER BY id")]


def open_ones(store: Store, *, limit: int = -1, skip: int = 0) -> list[Redemption]:
    """Asked for and not handed over, the most urgent first; all of it, or so many after the first `skip`."""
    rows = store.db.conn.execute(
        f"{_SELECT} WHERE state = 'requested' ORDER BY due, id LIMIT ? OFFSET ?", (limit, skip)
    )
    return [_redemption(row) for row in rows]


def count_open(store: Store) -> int:
    """How many wait to be handed over."""
    (found,) = store.db.conn.execute("SELECT count(*) FROM redemptions WHERE state = 'requested'").fetchone()
    return int(found)


def of_household(store: Store, household_id: int, *, limit: int = 50) -> list[Redemption]:
    """A household's redemptions, newest first."""
    rows = store.db.conn.execute(f"{_SELECT} WHERE household_id = ? ORDER BY id DESC LIMIT ?", (household_id, limit))
    return [_redemption(row) for row in rows]


def finish(store: Store, redemption_id: int, *, state: RedemptionState, on: date, reason: str = "") -> None:
    """Handed over, or cancelled."""
    store.db.conn.execute(
        "UPDATE redemptions SET state = ?, finished_on = ?, reason = ? WHERE id = ?",
        (state.value, on.isoformat(), reason, redemption_id),
    )


def move(store: Store, redemption_id: int, *, place: str) -> None:
    """It is handed over at another place than was said."""
    store.db.conn.execute("UPDATE redemptions SET place = ? WHERE id = ?", (place, redemption_id))


def name_collector(store: Store, redemption_id: int, collector: Collector, *, at: datetime, actor: str) -> None:
    """Who fetches it; the newest row counts, one without a name is the household itself."""
    store.db.conn.execute(
        "INSERT INTO collectors (redemption_id, name, relation, named_at, actor) VALUES (?, ?, ?, ?, ?)",
        (redemption_id, collector.name, collector.relation, at.isoformat(), actor),
    )


def follow(store: Store, *, former: int, to: int, household_id: int) -> None:
    """The redemption whose line moved belongs to the account that the line moved to."""
    store.db.conn.execute(
        "UPDATE redemptions SET entry_seq = ?, household_id = ? WHERE entry_seq = ?", (to, household_id, former)
    )


def _one(store: Store, where: str, given: object) -> Redemption | None:
    row = store.db.conn.execute(f"{_SELECT} {where}", (given,)).fetchone()
    return _redemption(row) if row else None


def _redemption(row: tuple[Any, ...]) -> Redemption:
    return Redemption(
        id=row[0],
        household_id=row[1],
        goods_id=row[2],
        quantity=row[3],
        points=Points(row[4]),
        entry_seq=row[5],
        requested_on=date.fromisoformat(row[6]),
        due=date.fromisoformat(row[7]),
        state=RedemptionState(row[8]),
        finished_on=maybe_day(row[9]),
        place=row[10],
        collector=Collector(row[11], row[12]) if row[11] else None,
    )
