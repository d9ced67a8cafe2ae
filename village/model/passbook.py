"""A passbook (积分存折) beside the book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from village.model.points import Points


@dataclass(frozen=True, slots=True)
class PassbookCheck:
    """Somebody looked into a passbook: it said `written`, the book `due`, which had so many `lines` then (JX-18)."""

    household_id: int
    written: Points
    due: Points
    lines: int
    at: datetime
    actor: str

    @property
    def agrees(self) -> bool:
        """Whether they said the same."""
        return self.written == self.due
