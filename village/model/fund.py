"""A line of the book of money (资金): what came in and what was spent for the points."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Flow(StrEnum):
    """Which way the money went."""

    RECEIVED = "received"
    SPENT = "spent"


@dataclass(frozen=True, slots=True)
class Fund:
    """`amount` in fen, above 0; `heading` is where it came from, or what it was for. `takes_back` is the line that
    this one undoes."""

    id: int
    day: date
    flow: Flow
    amount: int
    heading: str
    note: str
    actor: str
    takes_back: int | None = None
