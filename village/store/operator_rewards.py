"""Rewards of the shop's keeper, one a year."""

from __future__ import annotations

from datetime import date
from typing import Any

from village.model.operator_reward import OperatorReward
from village.model.points import Points
from village.store.store import Store

_SELECT = "SELECT id, year, operator, points, grounds, approval, given_on, actor FROM operator_rewards"


def add(
    store: Store, *, year: int, operator: str, points: Points, grounds: str, approval: str, on: date, actor: str
) -> int:
    """Write a year's reward."""
    cursor = store.db.conn.execute(
        """INSERT INTO operator_rewards (year, operator, points, grounds, approval, given_on, actor)
           VALUES (?, ?, ?, ?, ?, ?, ?)""",
        (year, operator, points.hundredths, grounds, approval, on.isoformat(), actor),
    )
    return int(cursor.lastrowid or 0)


def of_year(store: Store, year: int) -> OperatorReward | None:
    """A year's reward, if it was given."""
    row = store.db.conn.execute(f"{_SELECT} WHERE year = ?", (year,)).fetchone()
    return _reward(row) if row else None


def all_of(store: Store) -> list[OperatorReward]:
    """Every reward, newest first."""
    return [_reward(row) for row in store.db.conn.execute(f"{_SELECT} ORDER BY year DESC")]


def _reward(row: tuple[Any, ...]) -> OperatorReward:
    return OperatorReward(row[0], row[1], row[2], Points(row[3]), row[4], row[5], date.fromisoformat(row[6]), row[7])
