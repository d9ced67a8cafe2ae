"""A round's score sheet (JX-09): opened, and filled in by several people at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rules import Pack
from village import clock
from village.errors import VillageError
from village.model.belonging import Belonging
from village.model.score_sheet import ScoreCell, ScoreSheet, SheetState
from village.services import (
    evidence,
    participation,
    peer_rounds,
    recusal,
    score_cells,
    scores,
    timekeeping,
)
from village.store import Store, acts
from village.store import score_sheets as rows

MOST_ITEMS = 30
"""Columns of a sheet."""
_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Wanted:
    """A cell as somebody typed it; `was` is what stood there when they did."""

    household_id: int
    item: str
    text: str
    was: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of each cell: kept; taken meanwhile by somebody else, whose text stays; or refused."""

    kept: tuple[ScoreCell, ...]
    clashes: tuple[ScoreCell, ...]
    refused: tuple[tuple[Wanted, VillageError], ...]


def open_one(store: Store, wanted: ScoreSheet, *, actor: str) -> ScoreSheet:
    """A new sheet of a day, with the items that are its columns.

    Raises `clock_behind`, `date_future`, `sheet_items`, `unknown_item`, `evidence_kind`, `mark_unknown`.
    """
    with store.transaction():
        _check_sheet(store, wanted)
        made = replace(wanted, opened_by=actor)
        made = replace(made, id=rows.add(store, made, at=clock.now()))
        acts.append(store, at=clock.now(), actor=actor, act="open_sheet", subject=f"score_sheet:{made.id}")
        return made


def revise(store: Store, sheet_id: int, wanted: ScoreSheet, *, actor: str) -> ScoreSheet:
    """Another day, other columns, or another thing that goes with every line; a column in which something stands stays.

    Raises `sheet_unknown`, `sheet_done`, and as `open_one`.
    """
    with store.transaction():
        open_sheet(store, sheet_id)
        filled = {one.item: None for one in rows.cells(store, sheet_id) if one.text}
        changed = replace(wanted, id=sheet_id, items=tuple(dict.fromkeys((*wanted.items, *filled))))
        _check_sheet(store, changed)
        rows.revise(store, changed)
        acts.append(store, at=clock.now(), actor=actor, act="revise_sheet", subject=f"score_sheet:{sheet_id}")
        return get(store, sheet_id)


def get(store: Store, sheet_id: int) -> ScoreSheet:
    """One sheet. Raises `sheet_unknown`."""
    found = rows.get(store, sheet_id)
    if found is None:
        raise VillageError("sheet_unknown")
    return found


def recent(store: Store) -> list[ScoreSheet]:
    """The newest sheets first."""
    return rows.recent(store, limit=_SHOWN)


def waiting(store: Store) -> list[ScoreSheet]:
    """Sheets that wait for a second person, oldest first."""
    return rows.in_state(store, SheetState.SUBMITTED)


def changed(store: Store, sheet_id: int, *, since: int) -> list[ScoreCell]:
    """The cells that anybody saved after step `since`."""
    return rows.cells(store, sheet_id, since=since)


def cells_of(store: Store, sheet_id: int, household_ids: Iterable[int]) -> list[ScoreCell]:
    """The cells of some rows."""
    return rows.of_households(store, sheet_id, household_ids)


def filled(store: Store, sheet_id: int) -> set[int]:
    """Households in whose row something stands."""
    return rows.filled(store, sheet_id)


def save(store: Store, sheet_id: int, wanted: Sequence[Wanted], *, actor: str, belonging: Belonging) -> Saved:
    """Keep cells, each by itself: one that is refused, or that somebody else changed meanwhile, hinders no other.

    Raises `sheet_unknown`, `sheet_done`.
    """
    kept, clashes, refused = [], [], []
    with store.transaction():
        sheet = open_sheet(store, sheet_id)
        pack = scores.rules_for(store, sheet.day)
        for one in wanted:
            tidied = replace(one, text=score_cells.tidy(one.text))
            try:
                _check_cell(store, sheet, pack, tidied, actor=actor, belonging=belonging)
            except VillageError as why:
                refused.append((one, why))
                continue
            there = rows.cell(store, sheet_id, one.household_id, one.item)
            text = there.text if there else ""
            if there and text != tidied.text and text != score_cells.tidy(one.was) and there.actor != actor:
                clashes.append(there)
            elif there and text == tidied.text:
                kept.append(there)
            else:
                cell = ScoreCell(one.household_id, one.item, tidied.text, actor)
                kept.append(rows.put(store, sheet_id, cell, at=clock.now()))
    return Saved(tuple(kept), tuple(clashes), tuple(refused))


def drop(store: Store, sheet_id: int, *, actor: str) -> None:
    """Put a sheet away that nobody needs; what was typed stays in the file. Raises `sheet_done`."""
    with store.transaction():
        open_sheet(store, sheet_id)
        rows.settle(store, sheet_id, SheetState.DROPPED, decided_by=actor)
        acts.append(store, at=clock.now(), actor=actor, act="drop_sheet", subject=f"score_sheet:{sheet_id}")


def _check_sheet(store: Store, wanted: ScoreSheet) -> None:
    timekeeping.check_clock(store)
    if wanted.day > clock.today():
        raise VillageError("date_future")
    pack = scores.rules_for(store, wanted.day)
    if not 0 < len(wanted.items) <= MOST_ITEMS:
        raise VillageError("sheet_items", count=MOST_ITEMS)
    for code in wanted.items:
        item = pack.find(code)
        if item is None or item.version_on(wanted.day) is None:
            raise VillageError("unknown_item")
    if wanted.evidence_id is not None:
        evidence.check_kind(store, wanted.evidence_id, pack=pack)
    mark = pack.paper.mark
    if wanted.mark and (mark is None or wanted.mark not in mark.words):
        raise VillageError("mark_unknown", title=mark.title if mark else "")


def _check_cell(store: Store, sheet: ScoreSheet, pack: Pack, one: Wanted, *, actor: str, belonging: Belonging) -> None:
    household = participation.participant(store, one.household_id, pack=pack)
    if one.item not in sheet.items:
        raise VillageError("unknown_item")
    if len(one.text) > score_cells.LONGEST:
        raise VillageError("cell_long", count=score_cells.LONGEST)
    recusal.check(pack, household, belonging=belonging, actor=actor)
    peer_rounds.check(store, pack, household, belonging=belonging, day=sheet.day)


def open_sheet(store: Store, sheet_id: int) -> ScoreSheet:
    """A sheet that is still filled in. Raises `sheet_unknown`, `sheet_done`."""
    sheet = get(store, sheet_id)
    if sheet.state is not SheetState.OPEN:
        raise VillageError("sheet_done")
    return sheet
