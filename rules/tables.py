"""Item tables that do not come with a pack's document: a village's own, and samples to try things with."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from rules import sheet
from rules.loader import packs_folder
from rules.pack import Pack
from rules.strict import Table, parse_toml, read_toml

SAMPLE = "示例"
"""Stands at the head of every sample's title, so that none is ever taken for the standard."""


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
    content = {"item": sheet.rows(text)} if sheet.is_sheet(text) else parse_toml(text, file)
    return _own(Table(file, "top of the file", content))


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
