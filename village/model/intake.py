"""A table of the office that came in whole (整批收进来的表): what it made, so that it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class IntakeKind(StrEnum):
    """What a table tells of: the roll of households, goods, scores."""

    ROLL = "roll"
    GOODS = "goods"
    SCORES = "scores"


@dataclass(frozen=True, slots=True)
class Made:
    """What one row of the table made or changed.

    `what` is "household", "facts", "member", "card", "goods" or "entry"; `ref` its id (an entry's is its seq), and
    `former` what stood there before, where something did.
    """

    line: int
    what: str
    ref: int
    former: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """One table that was taken in. `seal` is its file's SHA-256, `act` and `seq` are the numbers of the last act and
    the last line of the ledger when it had been taken in: whatever is higher came later."""

    id: int
    kind: IntakeKind
    name: str
    seal: str
    rows: int
    act: int
    seq: int
    at: datetime
    actor: str
    undone_at: datetime | None = None
    undone_by: str = ""
