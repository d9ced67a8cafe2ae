"""The item table that a village fills in where the pack's document brings none (`table.toml`)."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import rules
from rules import Pack, faults, sheet, tables, told
from rules.tables import read_table
from village import clock
from village.errors import VillageError
from village.services import items, rulebook
from village.store import Store, scores

LONGEST = 500  # items of one table; the longest of the five documents has 50


def empty(pack_id: str) -> Path | None:
    """The empty table that comes with a pack; None where the document brings its items."""
    path = rules.packs_folder() / pack_id / "table.toml"
    return path if path.exists() else None


def check(pack: Pack, text: str) -> tuple[told.Row, ...]:
    """The items that a filled-in table brings, as the rule book will tell them. Each stands under a category that there
    is: a table is the document's annex, so a new one is no slip of the pen (MH-02, JX-03).

    Raises `table_wrong` (where, and what belongs there; of a spreadsheet's table every cell that is not understood:
    `faults`), `table_long`, `table_empty`, `table_late`.
    """
    if sheet.is_sheet(text):
        _check_cells(pack, text)
    try:
        rows, since = read_table(text)
        filled = pack.with_items(rows)
    except rules.PackError as why:
        raise _refused(pack, text, why) from why
    if not rows:
        raise VillageError("table_empty")
    if since and since > clock.today():
        raise VillageError("table_late")
    day = max(clock.today(), pack.starts)
    return tuple(row for row in told.rule_book(filled, day) if not pack.find(row.item.code))


def _check_cells(pack: Pack, text: str) -> None:
    if len(sheet.read(text).rows) > LONGEST:
        raise VillageError("table_long", count=LONGEST)
    if found := tables.faults(pack, text):
        first = found[0]
        cell = f"第{first.line}行的{first.column}"
        raise VillageError("table_wrong", said="table_cell", what=cell, field=first.wanted, faults=found)


def look(store: Store, text: str) -> tuple[told.Row, ...]:
    """What `add` would add today. Raises as `check`."""
    return check(rulebook.rules_on(store, clock.today()), text)


def titles(pack: Pack) -> list[list[str]]:
    """The empty table for a spreadsheet."""
    return sheet.empty(pack.categories)


def _refused(pack: Pack, text: str, why: rules.PackError) -> VillageError:
    """What is wrong in a table that is a file of text: a sample, a code that is taken, or what the reader says."""
    code = why.table.removeprefix("[[item]] ")
    if why.key == "title" and tables.SAMPLE in why.expected:
        return VillageError("table_wrong", said="table_sample", what=code)
    if why.key == "code" and pack.find(code):
        return VillageError("table_wrong", said="table_taken", what=code)
    return VillageError("table_wrong", what=faults.told_of(why, text))


def add(store: Store, text: str, *, approval: str, actor: str) -> int:
    """Add the table's items to the rules in force; answers how many. Raises as `check`, `rulebook.check_ahead` and
    `items.add`."""
    with store.transaction():
        pack = rulebook.rules_on(store, clock.today())
        found = check(pack, text)
        rows, since = read_table(text)
        if since := begins(store) or since:
            rulebook.check_ahead(store, pack, since)
            rows = [{**row, "from": since} for row in rows]
        items.add(store, rows, approval=approval, actor=actor)
    return len(found)


def begins(store: Store) -> date | None:
    """The day from which the items of a table count: tomorrow, once anybody was given a point (decision 3); before that
    the table says it, else they count from the document's first day (None)."""
    return clock.today() + timedelta(days=1) if scores.any_yet(store) else None
