"""A quarter's evaluation of the items (清单评估): what people said, and what came of it (YK-07)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`quarter` as "2026-Q1"."""

    id: int
    quarter: str
    held_on: date
    opinions: str
    outcome: str
    actor: str
