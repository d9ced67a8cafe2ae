"""A score sheet is handed in (JX-09): booked whole or not at all, by two people where the village asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rules import Pack, Why
from village import clock
from village.errors import VillageError
from village.model.belonging import Belonging
from village.model.entry import Entry
from village.model.household import Household
from village.model.score_sheet import ScoreCell, ScoreSheet, SheetState
from village.services import (
    choices,
    participation,
    recusal,
    rulebook,
    score_cells,
    score_rows,
    score_sheets,
    scores,
    visits,
)
from village.services.periods import ON_TIME, Late
from village.services.score_rows import Judged, Overview
from village.store import Store, acts
from village.store import score_sheets as rows

_OF_THE_SHEET = ("clock_behind", "late_entry", "second_person_missing")  # not the fault of a single cell


class Faulty(VillageError):
    """`sheet_faulty`: what is wrong, by household and item. Nothing was written."""

    def __init__(self, faults: Sequence[tuple[Household, Judged]]) -> None:
        super().__init__("sheet_faulty", count=len(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Handed:
    """The sheet after it was handed in; `lines` is empty while it waits for a second person."""

    sheet: ScoreSheet
    lines: tuple[Entry, ...]
    warnings: tuple[Why, ...]


def asks_second(pack: Pack) -> bool:
    """Whether a second person has to agree before a sheet is booked."""
    return choices.flag(pack, "two_person_approval")


def submit(store: Store, sheet_id: int, *, actor: str, late: Late = ON_TIME) -> Handed:
    """Hand the sheet in: it is booked at once, or waits for a second person where the village asks for one.

    Raises `sheet_done`, `sheet_empty`, `clock_behind`, Faulty, and what a late line needs (`late_entry`).
    """
    with store.transaction():
        sheet = score_sheets.open_sheet(store, sheet_id)
        found = score_rows.overview(store, sheet)
        if not any(row.cells for row in found.rows):
            raise VillageError("sheet_empty")
        _check(found)
        acts.append(store, at=clock.now(), actor=actor, act="submit_sheet", subject=f"score_sheet:{sheet_id}")
        if asks_second(rulebook.rules_on(store, clock.today())):
            rows.settle(store, sheet_id, SheetState.SUBMITTED, submitted_by=actor)
            return Handed(score_sheets.get(store, sheet_id), (), found.warnings)
        return _book(store, replace(sheet, submitted_by=actor), found, decided_by="", late=late)


def approve(store: Store, sheet_id: int, *, actor: str, belonging: Belonging, late: Late = ON_TIME) -> Handed:
    """A second person agrees, and the sheet is booked.

    Raises `sheet_not_submitted`, `self_review` for whoever wrote a cell of it or handed it in, `recused`, `own_group`,
    `clock_behind`, Faulty, `late_entry`.
    """
    with store.transaction():
        sheet = _submitted(store, sheet_id)
        pack = rulebook.rules_on(store, clock.today())
        written = [one for one in rows.cells(store, sheet_id) if one.text]
        if actor in {sheet.submitted_by, *(one.actor for one in written)}:
            raise VillageError("self_review", pack.setting("two_person_approval").clause)
        for household_id in dict.fromkeys(one.household_id for one in written):
            recusal.check(pack, participation.account(store, household_id), belonging=belonging, actor=actor)
        found = score_rows.overview(store, sheet)
        _check(found)
        return _book(store, sheet, found, decided_by=actor, late=late)


def send_back(store: Store, sheet_id: int, *, actor: str, note: str) -> None:
    """Let it be filled in again, and say why. Raises `sheet_not_submitted`, `reason_missing`."""
    with store.transaction():
        _submitted(store, sheet_id)
        if not note.strip():
            raise VillageError("reason_missing")
        rows.settle(store, sheet_id, SheetState.OPEN, decided_by=actor, note=note.strip())
        subject = f"score_sheet:{sheet_id}"
        acts.append(store, at=clock.now(), actor=actor, act="return_sheet", subject=subject, detail=note.strip())


def _check(found: Overview) -> None:
    if found.faults:
        raise Faulty(found.faults)


def _book(store: Store, sheet: ScoreSheet, found: Overview, *, decided_by: str, late: Late) -> Handed:
    """All lines in the order of the sheet, each by whoever typed it, or none."""
    lines = []
    for row in found.rows:
        for judged in row.cells:
            try:
                line = _line(store, sheet, judged.cell, late=late)
            except VillageError as why:
                if why.code in _OF_THE_SHEET:
                    raise
                raise Faulty([(row.household, replace(judged, wrong=why))]) from why
            lines += [line] if line else []
    rows.settle(store, sheet.id, SheetState.BOOKED, submitted_by=sheet.submitted_by, decided_by=decided_by)
    actor, subject = decided_by or sheet.submitted_by, f"score_sheet:{sheet.id}"
    acts.append(store, at=clock.now(), actor=actor, act="book_sheet", subject=subject, detail=str(len(lines)))
    return Handed(score_sheets.get(store, sheet.id), tuple(lines), found.warnings)


def _line(store: Store, sheet: ScoreSheet, cell: ScoreCell, *, late: Late) -> Entry | None:
    """The line of a cell; a household that was looked at without anything to write was visited all the same."""
    pack = scores.rules_for(store, sheet.day)
    typed = score_cells.read(pack, pack.item(cell.item), cell.text)
    if typed.nothing:
        visits.note(store, pack, household_id=cell.household_id, on=sheet.day, actor=cell.actor)
        return None
    token = f"sheet-{sheet.id}-{cell.household_id}-{cell.item}"
    score = score_rows.score(sheet, cell, typed)
    return scores.record(store, score, actor=cell.actor, token=token, late=late).entry


def _submitted(store: Store, sheet_id: int) -> ScoreSheet:
    sheet = score_sheets.get(store, sheet_id)
    if sheet.state is not SheetState.SUBMITTED:
        raise VillageError("sheet_not_submitted")
    return sheet
