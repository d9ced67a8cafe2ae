"""The rows of a score sheet under the rules: what each cell gives and why, or what is wrong with it (JX-09, JX-10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import rules
from rules import Assessment, Calendar, Line, Pack, Why
from village import clock
from village.errors import VillageError
from village.model.household import Household
from village.model.points import ZERO, Points
from village.model.score_sheet import ScoreCell, ScoreSheet
from village.services import marks, participation, periods, score_cells, scores, spread
from village.services.score_cells import Typed
from village.services.scores import Score
from village.store import Store, households
from village.store import score_sheets as rows


@dataclass(frozen=True, slots=True)
class Judged:
    """A cell that is not empty: its points and why, or what is wrong with it."""

    cell: ScoreCell
    points: Points = ZERO
    why: Why | None = None
    warnings: tuple[Why, ...] = ()
    wrong: VillageError | None = None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A household's row. Cells that were emptied are left out; a row without any is not filled yet."""

    household: Household
    cells: tuple[Judged, ...] = ()

    @property
    def total(self) -> Points:
        """What the row gives."""
        return sum((one.points for one in self.cells), ZERO)


@dataclass(frozen=True, slots=True)
class Overview:
    """A whole sheet, group by group in house order; `left` are the households not filled yet."""

    groups: Mapping[str, tuple[SheetRow, ...]]
    warnings: tuple[Why, ...]

    @property
    def rows(self) -> list[SheetRow]:
        """All rows in the order of the printed sheet."""
        return [row for group in self.groups.values() for row in group]

    @property
    def left(self) -> list[Household]:
        """Who is not filled yet."""
        return [row.household for row in self.rows if not row.cells]

    @property
    def faults(self) -> list[tuple[Household, Judged]]:
        """What is wrong, by household and item."""
        return [(row.household, one) for row in self.rows for one in row.cells if one.wrong]

    @property
    def doubts(self) -> list[tuple[Household, Judged]]:
        """What somebody should look at again: contradictions, the same thing twice."""
        return [(row.household, one) for row in self.rows for one in row.cells if one.warnings]


def pack_of(store: Store, sheet: ScoreSheet) -> Pack:
    """The rules of the sheet's day."""
    return scores.rules_for(store, sheet.day)


def homes(store: Store, pack: Pack) -> dict[str, list[Household]]:
    """Group → the households that take part, both in house order: the order of the printed sheet."""
    taking_part = participation.participants(store, pack)
    found: dict[str, list[Household]] = {}
    for one in store.kept("everybody", lambda: households.all_open(store)):
        if one.id in taking_part:
            found.setdefault(one.group, []).append(one)
    return found


def overview(store: Store, sheet: ScoreSheet) -> Overview:
    """The whole sheet as it stands."""
    pack = scores.rules_for(store, sheet.day)
    filled = _by_household(rows.cells(store, sheet.id))
    at_home = homes(store, pack)
    judge = _Judge(store, sheet, pack, filled)
    groups = {group: tuple(judge.row(one) for one in members) for group, members in at_home.items()}
    known = {one.household.id for group in groups.values() for one in group}
    for household_id in filled.keys() - known:
        gone = _gone(store, pack, household_id, filled[household_id])
        if gone:
            groups[gone.household.group] = (*groups.get(gone.household.group, ()), gone)
    totals = [one.total.hundredths for group in groups.values() for one in group if one.cells]
    return Overview(groups, spread.too_even(pack, totals))


def group_rows(store: Store, sheet: ScoreSheet, members: Iterable[Household]) -> list[SheetRow]:
    """The rows of one page."""
    wanted = list(members)
    filled = _by_household(rows.of_households(store, sheet.id, (one.id for one in wanted)))
    judge = _Judge(store, sheet, scores.rules_for(store, sheet.day), filled)
    return [judge.row(one) for one in wanted]


def some_rows(store: Store, sheet: ScoreSheet, household_ids: Iterable[int]) -> list[SheetRow]:
    """The rows of a few households, as after a save."""
    return group_rows(store, sheet, households.some(store, household_ids).values())


class _Judge:
    """Judges rows that belong to one sheet; what households did before is asked for at once."""

    def __init__(self, store: Store, sheet: ScoreSheet, pack: Pack, filled: Mapping[int, list[ScoreCell]]) -> None:
        self.store, self.sheet, self.pack = store, sheet, pack
        chosen = set(sheet.items)
        self.typed = {
            household_id: {one.item: one for one in cells if one.text and one.item in chosen}
            for household_id, cells in filled.items()
        }
        written = [household_id for household_id, cells in self.typed.items() if cells]
        self.beside = scores.earlier_each(store, written, sheet.day.year)
        self.shut: dict[str, VillageError | None] = {}

    def row(self, household: Household) -> SheetRow:
        """One row: each cell is judged beside the household's lines and the cells before it."""
        typed = self.typed.get(household.id)
        if not typed:
            return SheetRow(household)
        wrong, beside = self._wrong(household), self.beside[household.id]
        ordered = [typed[code] for code in self.sheet.items if code in typed]
        judged = (Judged(one, wrong=wrong) if wrong else _judge(self.sheet, self.pack, one, beside) for one in ordered)
        return SheetRow(household, tuple(judged))

    def _wrong(self, household: Household) -> VillageError | None:
        """Whether the household's month is closed already, or on the board."""
        month = periods.month_for(self.pack, household, self.sheet.day)
        if month not in self.shut:
            self.shut[month] = self._closed(month)
        return self.shut[month]

    def _closed(self, month: str) -> VillageError | None:
        try:
            periods.check_open(self.store, self.pack, month)
        except VillageError as why:
            return why
        return None


def score(sheet: ScoreSheet, cell: ScoreCell, typed: Typed) -> Score:
    """The cell as a line to be recorded."""
    return Score(
        household_id=cell.household_id,
        item=cell.item,
        occurred=sheet.day,
        option=typed.option,
        count=typed.count,
        points=typed.points,
        place=sheet.place,
        reason=typed.reason or sheet.reason,
        evidence_id=sheet.evidence_id,
        mark=typed.mark or sheet.mark,
    )


def _judge(sheet: ScoreSheet, pack: Pack, cell: ScoreCell, beside: list[Line]) -> Judged:
    """The cell's points; a line that would be written is from now on beside the others."""
    item = pack.find(cell.item)
    try:
        if item is None:
            raise scores.refusal(rules.assess(pack, rules.Fact(cell.item, sheet.day), (), Calendar(clock.today())))
        typed = score_cells.read(pack, item, cell.text)
        if typed.nothing:
            return Judged(cell)
        made = score(sheet, cell, typed)
        found = rules.assess(pack, scores.fact(made), beside, Calendar(clock.today()))
        if found.refused:
            raise scores.refusal(found)
        marks.chosen(pack, item, option=made.option, word=made.mark)
    except VillageError as why:
        return Judged(cell, wrong=why)
    beside.append(_line(made, found, sheet.day))
    return Judged(cell, Points(found.points), found.why, found.warnings)


def _gone(store: Store, pack: Pack, household_id: int, cells: Iterable[ScoreCell]) -> SheetRow | None:
    """The row of a household that left, or takes part no more: none of its cells can be booked."""
    written = [one for one in cells if one.text]
    try:
        participation.participant(store, household_id, pack=pack)
    except VillageError as why:
        household = households.get(store, household_id)
        return SheetRow(household, tuple(Judged(one, wrong=why) for one in written)) if household and written else None
    return None


def _line(made: Score, found: Assessment, day: date) -> Line:
    return Line(made.item, made.option or None, day, found.points, made.count)


def _by_household(cells: Iterable[ScoreCell]) -> dict[int, list[ScoreCell]]:
    found: dict[int, list[ScoreCell]] = {}
    for cell in cells:
        found.setdefault(cell.household_id, []).append(cell)
    return found
