"""A round's score sheet (现场检查评分表, JX-09) while it is filled in: cells may change until they are booked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SheetState(StrEnum):
    """Where a sheet stands; only booking writes to the ledger."""

    OPEN = "open"
    SUBMITTED = "submitted"  # waits for a second person
    BOOKED = "booked"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """One round: `day` it was walked, `items` its columns. `place`, `reason`, `mark` and `evidence_id` go with every
    line that says nothing else. `step` counts the saves."""

    id: int
    day: date
    items: tuple[str, ...]
    place: str = ""
    reason: str = ""
    mark: str = ""
    evidence_id: int | None = None
    state: SheetState = SheetState.OPEN
    step: int = 0
    opened_by: str = ""
    submitted_by: str = ""
    decided_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ScoreCell:
    """What stands in one cell, as it was typed, and who typed it. "" was taken out again."""

    household_id: int
    item: str
    text: str
    actor: str = ""
    step: int = 0
