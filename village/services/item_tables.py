"""The item table that a village fills in where the pack's document brings none (`table.toml`)."""

from __future__ import annotations

from pathlib import Path

import rules
from rules import Pack, sheet
from rules.tables import read_table
from village import clock
from village.errors import VillageError
from village.services import items, rulebook
from village.store import Store


def empty(pack_id: str) -> Path | None:
    """The empty table that comes with a pack; None where the document brings its items."""
    path = rules.packs_folder() / pack_id / "table.toml"
    return path if path.exists() else None


def check(pack: Pack, text: str) -> int:
    """How many items a filled-in table brings. Raises `table_wrong` (where, and `detail`), `table_empty`."""
    try:
        rows, since = read_table(text)
        pack.with_items(rows, any_category=True)
    except rules.PackError as why:
        raise VillageError("table_wrong", what=_where(why), detail=str(why)) from why
    if not rows:
        raise VillageError("table_empty")
    if since and since > clock.today():
        raise VillageError("table_late")
    return len(rows)


def titles(pack: Pack) -> list[list[str]]:
    """The empty table for a spreadsheet."""
    return sheet.empty(pack.categories)


def _where(why: rules.PackError) -> str:
    """P05 的分数: the item and the column in the office's words."""
    column = sheet.words()["columns"].get(why.key, why.key)
    item = why.table.removeprefix("[[item]] ").partition(",")[0]
    return f"{item}的{column}" if column != "-" and item != "top of the file" else column if column != "-" else "写法"


def add(store: Store, text: str, *, approval: str, actor: str) -> int:
    """Add the table's items to the rules in force; answers how many. Raises as `check` and `items.add`."""
    with store.transaction():
        found = check(rulebook.rules_on(store, clock.today()), text)
        items.add(store, read_table(text)[0], approval=approval, actor=actor)
    return found
