"""Item tables that do not come with a pack's document: a village's own, and samples to try things with."""

from dataclasses import replace
from pathlib import Path

from rules.loader import packs_folder
from rules.pack import Pack
from rules.strict import Table, read_toml

SAMPLE = "示例"
"""Stands at the head of every sample's title, so that none is ever taken for the standard."""


def load_table(pack: Pack, path: Path) -> Pack:
    """The pack with a village's own items, as filled in in a copy of the pack's `table.toml`.

    PackError for whatever is not understood, and for samples that were left in it.
    """
    rows, top = _rows(path)
    since = top.day("from") if "from" in top else None
    top.finish()
    for row in rows:
        if isinstance(row, dict) and SAMPLE in str(row.get("title")):
            name = f"[[item]] {row.get('code')}"
            expected = f"an item of the village's own, not a sample ({SAMPLE})"
            raise Table(top.file, name, {}).error("title", expected, "Write the village's own item instead.")
    return pack.with_items(rows, file=top.file, since=since)


def load_samples(pack: Pack, folder: Path | None = None) -> Pack:
    """The pack with its samples, for rehearsals and tests only: `load_pack` never reads them.

    The result calls itself a sample, and so does each item; PackError if one does not.
    """
    rows, top = _rows((folder or packs_folder() / pack.id) / "samples.toml")
    top.finish()
    for row in rows:
        if not isinstance(row, dict) or not str(row.get("title")).startswith(SAMPLE):
            raise top.error("title", f"titles that begin with {SAMPLE}", f"Begin every title with {SAMPLE}.")
    return replace(pack.with_items(rows, file=top.file), title=f"{SAMPLE}·{pack.title}")


def _rows(path: Path) -> tuple[list[object], Table]:
    """The `[[item]]` tables of a file, and what else stands at its top."""
    top = Table(f"{path.parent.name}/{path.name}", "top of the file", read_toml(path))
    rows = top.raw("item", "items") if "item" in top else []
    if not isinstance(rows, list):
        raise top.error("item", "a list of tables", "Write [[item]] with two brackets.")
    return rows, top
