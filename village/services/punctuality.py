"""How well the village keeps to its days (JX-41): of what was due in a year, how much was done by its day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from rules.dues import Due, dues
from village import clock
from village.model.period import Period
from village.services import rulebook
from village.store import Store, filings, households, publications, tallies

Done = Callable[[Store, Due], tuple[int, int, int]]
"""(due, done by the day, done later) of one thing."""


@dataclass(frozen=True, slots=True)
class Punctuality:
    """Of `due` things (`what` is scoring, board or report; lines of the book for scoring), how many were done by their
    day, how many `late`; what is wanting of the sum was never done."""

    what: str
    due: int
    in_time: int
    late: int


def of_year(store: Store, year: int) -> list[Punctuality]:
    """The year's days that are over, since the first household was registered. Days that the rules do not name are
    left out; a month without lines has nothing that could be late."""
    today = clock.today()
    began = households.first_enrolled(store) or today
    found: dict[str, list[tuple[int, int, int]]] = {}
    for due in dues(rulebook.rules_on(store, today), year):
        if due.what in _DONE and began <= due.day < today:
            found.setdefault(due.what, []).append(_DONE[due.what](store, due))
    return [Punctuality(what, *map(sum, zip(*found[what], strict=True))) for what in _DONE if what in found]


def _scoring(store: Store, due: Due) -> tuple[int, int, int]:
    lines, in_time = tallies.written_by(store, due.period, due.day)
    return lines, in_time, lines - in_time


def _board(store: Store, due: Due) -> tuple[int, int, int]:
    """A quarter's board has gone up when each of its months has."""
    up = publications.months(store)
    days = [up.get(month) for month in Period.parse(due.period).months]
    return _one(None if None in days else max(day for day in days if day), due)


def _report(store: Store, due: Due) -> tuple[int, int, int]:
    return _one(filings.all_of(store).get((due.detail, due.period), (None, ""))[0], due)


def _one(done: date | None, due: Due) -> tuple[int, int, int]:
    return 1, int(done is not None and done <= due.day), int(done is not None and done > due.day)


_DONE: Mapping[str, Done] = {"scoring": _scoring, "board": _board, "report": _report}
