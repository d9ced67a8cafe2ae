"""A member of the panel (小组成员) that reviews and signs: which seat, since when, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CommitteeMember:
    """`left_on` is the day the seat ended, None while it lasts; `forfeited` where it was taken away (YK-03)."""

    id: int
    name: str
    seat: str
    since: date
    left_on: date | None = None
    forfeited: bool = False
    reason: str = ""
