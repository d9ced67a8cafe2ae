"""A declaration (申报): what a household says it did, before somebody has looked at it (DZ-09, YK-14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DeclarationState(StrEnum):
    """How far it has got."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Declaration:
    """`entry_seq` is the line that its approval wrote; `reason` why it was rejected."""

    id: int
    household_id: int
    item: str
    option: str
    count: int
    occurred: date
    evidence_id: int | None
    actor: str
    state: DeclarationState = DeclarationState.WAITING
    entry_seq: int | None = None
    visited: date | None = None
    reason: str = ""
