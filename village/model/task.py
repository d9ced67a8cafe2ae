"""Something the office has to do by a day (要办的事)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Task:
    """`what`, `period` and `detail` as in `rules.dues.Due`; `count` is how many households are left, where it is about
    households, or how many yuan are wanting, where it is about money."""

    day: date
    what: str
    period: str
    clause: str
    detail: str = ""
    count: int = 0

    def overdue_days(self, today: date) -> int:
        """Days past the last day for it."""
        return max(0, (today - self.day).days)

    def days_left(self, today: date) -> int:
        """Days until the last day for it, that day left out."""
        return max(0, (self.day - today).days)
