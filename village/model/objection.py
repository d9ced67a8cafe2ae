"""An objection (异议) to a line of the ledger (DZ-14, GY-14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ObjectionState(StrEnum):
    """Open until the committee has looked into it."""

    OPEN = "open"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Objection:
    """`household_id` is who objects, `entry_seq` the line objected to (it may be another household's).

    `words` is what was said and `evidence_id` what was shown with it; `answer` is what the village found, `visited`
    when somebody went to look, `decided_on` the day of the decision (GY-14).
    """

    id: int
    entry_seq: int
    household_id: int
    raised_on: date
    state: ObjectionState = ObjectionState.OPEN
    words: str = ""
    evidence_id: int | None = None
    answer: str = ""
    visited: date | None = None
    decided_on: date | None = None
