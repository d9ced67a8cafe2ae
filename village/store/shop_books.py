"""The points shop's two books, straight from what was written as it happened: what came in, what went out (GY-04)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from village.store.rows import moment
from village.store.store import Store


class Move(NamedTuple):
    """Goods put on the shelf, or taken from it (`quantity` below zero)."""

    goods_id: int
    quantity: int
    source: str
    day: date
    actor: str


class Handed(NamedTuple):
    """One redemption that was handed over."""

    redemption_id: int
    household_id: int
    goods_id: int
    quantity: int
    points: int
    day: date
    collector: str


def moves(store: Store, until: date) -> list[Move]:
    """Every move of the shelf up to a day, in the order in which it was made."""
    rows = store.db.conn.execute("SELECT goods_id, quantity, source, moved_at, actor FROM stock_moves ORDER BY id")
    found = (Move(row[0], row[1], row[2], moment(row[3]).date(), row[4]) for row in rows)
    return [one for one in found if one.day <= until]


def handed_over(store: Store, first: date, last: date) -> list[Handed]:
    """What was handed over between two days, both with it, in the order in which it was."""
    rows = store.db.conn.execute(
        """SELECT id, household_id, goods_id, quantity, points, finished_on,
                  (SELECT name FROM collectors WHERE redemption_id = redemptions.id ORDER BY id DESC LIMIT 1)
           FROM redemptions WHERE state = 'handed_over' AND finished_on BETWEEN ? AND ? ORDER BY finished_on, id""",
        (first.isoformat(), last.isoformat()),
    )
    return [Handed(row[0], row[1], row[2], row[3], row[4], date.fromisoformat(row[5]), row[6] or "") for row in rows]
