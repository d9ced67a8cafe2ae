"""A notice (通知) of the village: what everybody should hear, from one day to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

UNTIL_TAKEN_DOWN = date.max
"""The last day of a notice that has none."""


@dataclass(frozen=True, slots=True)
class Notice:
    """It stands from `since` to `until`, both days with it, unless it was taken down before (`taken_down`); `pinned`
    (置顶), before all others."""

    id: int
    title: str
    text: str
    since: date
    until: date
    actor: str
    taken_down: date | None = None
    pinned: bool = False

    @property
    def lasts(self) -> bool:
        """Whether it stands until somebody takes it down."""
        return self.until == UNTIL_TAKEN_DOWN

    def stands_on(self, day: date) -> bool:
        """Whether people should see and hear it on a day."""
        return self.taken_down is None and self.since <= day <= self.until
