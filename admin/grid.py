"""The grid of a score sheet, for its page and its script: columns, cells, and what the rules say to a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import rules
from admin.prints import papers
from rules import Item, Pack
from village.errors import VillageError
from village.model.points import Points
from village.model.score_sheet import ScoreCell, ScoreSheet
from village.services import score_cells, score_rows
from village.services.score_rows import Judged, SheetRow
from village.services.score_sheets import Saved, Wanted
from village.store import Store
from village.web.errors import sentence

_TEXT, _WAS = "c", "w"


@dataclass(frozen=True, slots=True)
class Column:
    """An item over its cells: what it gives, and for items with several figures which number means which."""

    item: Item
    worth: str
    choices: tuple[str, ...]


def columns(pack: Pack, sheet: ScoreSheet) -> list[Column]:
    """The sheet's items, in the order they were chosen in."""
    found = [item for code in sheet.items if (item := pack.find(code))]
    return [Column(item, papers.worth(item, sheet.day), _choices(item, sheet.day)) for item in found]


def name(household_id: int, item: str) -> str:
    """How a cell is called in the form."""
    return f"{_TEXT}.{household_id}.{item}"


def typed(form: Mapping[str, str]) -> list[Wanted]:
    """The cells of a form that differ from what stood there. What is no cell is left out."""
    wanted = []
    for key, text in form.items():
        part, _, rest = key.partition(".")
        number, _, item = rest.partition(".")
        if part == _TEXT and number.isdecimal() and len(number) < 10:
            was = form.get(f"{_WAS}.{rest}", "")
            if score_cells.tidy(text) != score_cells.tidy(was):
                wanted.append(Wanted(int(number), item, text, was))
    return wanted


def told(row: SheetRow) -> dict[str, Any]:
    """What the rules say to a row: its sum, what is wrong, what to look at again, why."""
    return {
        "total": row.total.signed if row.cells else "",
        "filled": bool(row.cells),
        "wrong": {one.cell.item: sentence(one.wrong).shown for one in row.cells if one.wrong},
        "notes": [words for one in row.cells for words in _notes(one)],
    }


def answer(store: Store, sheet: ScoreSheet, cells: Iterable[ScoreCell], *, me: str) -> dict[str, Any]:
    """Cells, and the rows they stand in, as the script gets them; `who` is "" for one's own."""
    listed = list(cells)
    changed = dict.fromkeys(cell.household_id for cell in listed)
    return {
        "step": sheet.step,
        "state": sheet.state.value,
        "cells": [_cell(one, me) for one in listed],
        "rows": {str(row.household.id): told(row) for row in score_rows.some_rows(store, sheet, changed)},
    }


def saved(store: Store, sheet: ScoreSheet, found: Saved, *, me: str) -> dict[str, Any]:
    """What became of the cells that were sent."""
    refused = [{"cell": name(one.household_id, one.item), "said": sentence(why).shown} for one, why in found.refused]
    clashes = [_cell(one, me) for one in found.clashes]
    return {**answer(store, sheet, (*found.kept, *found.clashes), me=me), "clashes": clashes, "refused": refused}


def refusal(error: VillageError) -> dict[str, str]:
    """Why nothing was taken."""
    return {"said": sentence(error).shown}


def _cell(one: ScoreCell, me: str) -> dict[str, str]:
    who = "" if one.actor == me else one.actor
    return {"cell": name(one.household_id, one.item), "text": one.text, "who": who}


def _notes(one: Judged) -> list[str]:
    if one.wrong:
        return [f"{one.cell.item} {sentence(one.wrong).shown}"]
    said = [rules.say(one.why)] if one.why else []
    return said + [f"请留意：{rules.say(warning)}" for warning in one.warnings]


def _choices(item: Item, day: date) -> tuple[str, ...]:
    version = item.version_on(day)
    if version is None:
        return ()
    worth = [Points(version.value(name)).signed for name in item.options]
    titles = [one.title for one in item.options.values()]
    return tuple(f"{place} {title} {gives}" for place, (title, gives) in enumerate(zip(titles, worth, strict=True), 1))
