"""The street's contest between villages (拉练评比): the year's rounds, judges' sheets, the winners."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from village.model.points import ZERO, Points


@dataclass(frozen=True, slots=True)
class Criterion:
    """A line of the judges' sheet (annex 5): what is looked at, and the most that it gives."""

    title: str
    most: Points


@dataclass(frozen=True, slots=True)
class ContestPlan:
    """Which villages each round of a year goes to, the first round first, and what judges look at there."""

    id: int
    year: int
    rounds: tuple[tuple[str, ...], ...]
    criteria: tuple[Criterion, ...]
    planned_on: date
    actor: str

    @property
    def villages(self) -> tuple[str, ...]:
        """All villages, round by round."""
        return tuple(village for each in self.rounds for village in each)

    def round_of(self, village: str) -> int:
        """The number of the round that goes to a village, counted from 1; 0 for a village of nowhere."""
        return next((number for number, each in enumerate(self.rounds, 1) if village in each), 0)


@dataclass(frozen=True, slots=True)
class JudgeSheet:
    """What one judge gave one village, criterion by criterion; `reason` says why an earlier sheet was put right."""

    id: int
    year: int
    village: str
    judge: str
    marks: tuple[Points, ...]
    judged_on: date
    reason: str
    actor: str

    @property
    def total(self) -> Points:
        """The sum of its marks."""
        return sum(self.marks, ZERO)


@dataclass(frozen=True, slots=True)
class ContestWinner:
    """A village that won (优秀村); `amount` in fen."""

    village: str
    rank: int
    amount: int


@dataclass(frozen=True, slots=True)
class ContestResult:
    """How a year ended; `record` is the paper by which people decided where points did not, "" where they did."""

    year: int
    winners: tuple[ContestWinner, ...]
    record: str
    settled_on: date
    actor: str
