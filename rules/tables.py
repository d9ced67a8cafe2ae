"""Item tables that do not come with a pack's document: a village's own, and samples to try things with."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from rules import sheet
from rules.loader import packs_folder
from rules.pack import Pack
from rules.strict import PackError, Table, parse_toml, read_toml

SAMPLE = "示例"
"""Stands at the head of every sample's title, so that none is ever taken for the standard."""
_PAIRS = ("contradicts", "overlaps")
_STAND_IN = "Z-0"
"""A code under which the rest of a row is judged whose own is taken."""


def load_table(pack: Pack, path: Path) -> Pack:
    """The pack with a village's own items, as filled in in a copy of the pack's `table.toml`.

    PackError for whatever is not understood, and for samples that were left in it.
    """
    top = _top(path)
    rows, since = _own(top)
    return pack.with_items(rows, file=top.file, since=since)


def read_table(text: str, file: str = "table.toml") -> tuple[list[Any], date | None]:
    """The rows of a filled-in table that somebody hands in, and the day its figures hold from, if it says: a copy of
    `table.toml`, or a spreadsheet's table.

    PackError for what is no table, and for samples that were left in it.
    """
    if not sheet.is_sheet(text):
        return _own(Table(file, "top of the file", parse_toml(text, file)))
    found = sheet.read(text)
    for wrong in found.faults:
        raise PackError(file, f"第{wrong.line}行", wrong.column, wrong.wanted, f"Found {wrong.written!r}.")
    return _own(Table(file, "top of the file", {"item": found.rows}))


def faults(pack: Pack, text: str) -> tuple[sheet.Fault, ...]:
    """Whatever keeps a spreadsheet's table from being added to a pack, each cell by its line and column."""
    found = sheet.read(text)
    known = found.codes | {item.code for item in pack.items}
    taken = {item.code for item in pack.items}
    for row, levels in zip(found.rows, found.places, strict=True):
        if SAMPLE in row["title"]:
            found.fault(levels[""], "title", "sample")
        for key in _PAIRS:
            if not known - {row["code"]} >= set(row.get(key, ())):
                found.fault(levels[""], key)
        if row["code"] in taken:
            found.fault(levels[""], "code", "taken")
        _try(pack, row | ({"code": _STAND_IN} if row["code"] in taken else {}), levels, found)
        taken.add(row["code"])
    return tuple(sorted(found.faults, key=lambda one: one.line))


def _try(pack: Pack, row: Mapping[str, Any], levels: sheet.Levels, found: sheet.Sheet) -> None:
    """Whether a row by itself can be taken; what speaks against it is noted."""
    try:
        pack.with_items([{key: value for key, value in row.items() if key not in _PAIRS}])
    except PackError as why:
        if why.key == "category":
            return found.fault(levels[""], "category", "other", categories="、".join(pack.categories))
        found.fault(levels.get(why.key) or levels[""], why.key if why.key in sheet.words()["columns"] else "points")


def load_samples(pack: Pack, folder: Path | None = None) -> Pack:
    """The pack with its samples, for rehearsals and tests only: `load_pack` never reads them.

    The result calls itself a sample, and so does each item; PackError if one does not.
    """
    top = _top((folder or packs_folder() / pack.id) / "samples.toml")
    rows = _rows(top)
    top.finish()
    for row in rows:
        if not isinstance(row, dict) or not str(row.get("title")).startswith(SAMPLE):
            raise top.error("title", f"titles that begin with {SAMPLE}", f"Begin every title with {SAMPLE}.")
    return replace(pack.with_items(rows, file=top.file), title=f"{SAMPLE}·{pack.title}")


def _own(top: Table) -> tuple[list[Any], date | None]:
    rows, since = _rows(top), top.day("from") if "from" in top else None
    top.finish()
    for row in rows:
        if isinstance(row, Mapping) and SAMPLE in str(row.get("title")):
            name = f"[[item]] {row.get('code')}"
            expected = f"an item of the village's own, not a sample ({SAMPLE})"
            raise Table(top.file, name, {}).error("title", expected, "Write the village's own item instead.")
    return rows, since


def _top(path: Path) -> Table:
    return Table(f"{path.parent.name}/{path.name}", "top of the file", read_toml(path))


def _rows(top: Table) -> list[Any]:
    """The `[[item]]` tables of a file."""
    rows = top.raw("item", "items") if "item" in top else []
    if not isinstance(rows, list):
        raise top.error("item", "a list of tables", "Write [[item]] with two brackets.")
    return rows
