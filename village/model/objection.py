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
    """`household_id` is who objects, `entry_seq` the line objected to (it may be another household's)."""

    id: int
    entry_seq: int
    household_id: int
    raised_on: date
    state: ObjectionState = ObjectionState.OPEN
