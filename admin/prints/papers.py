"""What stands on the papers: figures that the services have, put into the order of the form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from rules import Item, Pack
from village.model.entry import Entry, Kind
from village.model.household import Household
from village.model.period import Period
from village.model.points import ZERO, Points
from village.services import participation, standings, statements
from village.services.statements import Access, StatementLine
from village.store import Store, entries, households

BOOK_ROWS = 12  # lines of a passbook's page
_SCORED = (Kind.AWARD, Kind.DEDUCTION)
_ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class BookLine:
    """A line of the passbook: `row` counts from the book's first line, `balance` is what is left after it."""

    row: int
    line: StatementLine
    balance: Points


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A household on the score sheet of a month, with its lines of that month."""

    household: Household
    lines: tuple[Entry, ...] = ()

    @property
    def gained(self) -> Points:
        """What awards gave, less what was taken back of them."""
        return self._sum(Kind.AWARD)

    @property
    def lost(self) -> Points:
        """What deductions took, at or below zero."""
        return self._sum(Kind.DEDUCTION)

    def _sum(self, kind: Kind) -> Points:
        return sum((line.points for line in self.lines if line.kind is kind), ZERO)


@dataclass(frozen=True, slots=True)
class Place:
    """A household in the year's ranking."""

    rank: int
    household: Household
    points: Points


def passbook(store: Store, household_id: int) -> list[BookLine]:
    """Every line of the household, oldest first, as its passbook has them (JX-13, YK-10)."""
    balance, book = ZERO, []
    lines = statements.statement(store, household_id, access=Access.OWN, limit=_ALL)
    for row, line in enumerate(reversed(lines), start=1):
        balance += line.points
        book.append(BookLine(row, line, balance))
    return book


def leaves(book: list[BookLine], since: int) -> list[list[BookLine | None]]:
    """The lines from row `since` on, page by page; None leaves a line empty that the paper has already."""
    fresh: list[BookLine | None] = [line for line in book if line.row >= since]
    if not fresh:
        return []
    rows = [None] * ((since - 1) % BOOK_ROWS) + fresh
    return [rows[at : at + BOOK_ROWS] for at in range(0, len(rows), BOOK_ROWS)]


def roll(store: Store, group: str) -> list[Household]:
    """The open households of a group, or of the whole village, in house order."""
    return households.in_group(store, group) if group else households.all_open(store)


def sheet(store: Store, pack: Pack, month: Period, *, filled: bool) -> list[tuple[str, list[SheetRow]]]:
    """The score sheet, group by group in house order: blank to be written on, or with the month's lines."""
    taking_part = participation.participants(store, pack)
    present = [one for one in roll(store, "") if one.id in taking_part]
    rows = [SheetRow(one, _lines(store, one, month) if filled else ()) for one in present]
    order = list(dict.fromkeys(row.household.group for row in rows))
    rows.sort(key=lambda row: order.index(row.household.group))
    return [(group, list(own)) for group, own in groupby(rows, key=lambda row: row.household.group)]


def ranking(store: Store, pack: Pack, year: int) -> list[Place]:
    """Everybody who takes part, the first one first (GY-15, GY-18)."""
    points = standings.ranked(store, pack, year)
    places = [
        Place(standings.rank_of(points[one.id], points), one, Points(points[one.id]))
        for one in roll(store, "")
        if one.id in points
    ]
    return sorted(places, key=lambda place: place.rank)


def praised(places: list[Place], first: int) -> list[Place]:
    """The first places of the ranking, if they stand above the mean: where all have the same, nobody leads."""
    total = sum(place.points.hundredths for place in places)
    return [one for one in places if one.rank <= first and one.points.hundredths * len(places) > total]


def worth(item: Item, day: date) -> str:
    """What one line of an item gives on a day: "+5", "+5/+10" where it has options, "" where the panel decides."""
    version = item.version_on(day)
    if version is None or item.open:
        return ""
    figures = version.options.values() or (version.points or 0,)
    return "/".join(dict.fromkeys(Points(figure).signed for figure in figures))


def _lines(store: Store, household: Household, month: Period) -> tuple[Entry, ...]:
    every = reversed(entries.of_household(store, household.id))
    return tuple(line for line in every if line.kind in _SCORED and line.period in month.months)
