"""Items as scenarios and village tables write them: one figure each, without dates or clauses.

They are turned into the rows of a pack's own items.toml, so that one reader judges both.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from rules.strict import Table

_FIGURES = ("points", "options", "open")
_SAME = ("code", "title", "category", "kind", "per", "contradicts", "overlaps", "tiers", "sensitive")
KEYS = (*_SAME, *_FIGURES)
"""All that a flat `[[item]]` may say: what it is worth (one of the figures), and the rest."""


def full_rows(rows: Sequence[object], *, file: str, since: date, clause: str) -> list[dict[str, Any]]:
    """The rows of items.toml that say the same: figures from `since` on, under `clause`."""
    top = Table(file, "top of the file", {"item": list(rows)})
    return [_full(table, since, clause) for table in top.tables("item", "[[item]]")]


def _full(table: Table, since: date, clause: str) -> dict[str, Any]:
    row = {key: table.raw(key, "a value") for key in _SAME if key in table}
    row["clause"] = clause
    version: dict[str, Any] = {"from": since}
    is_open = table.flag("open")
    if ("points" in table) + ("options" in table) + is_open != 1:
        todo = "Say once what the item is worth."
        raise table.error("points", "one of points, options or open = true", todo)
    if is_open:
        row["open"] = True
    elif "points" in table:
        version["points"] = table.raw("points", "points such as 5 or 2.5")
    else:
        figures = dict(Table(table.file, f"{table.name}, options", table.raw("options", "options")).rest())
        if not figures:
            raise table.error("options", "at least one option", 'Write it as { "镇级" = 5, "县级" = 10 }.')
        tier = row.get("tiers") == "highest"
        row["options"] = [_option(name, row.get("title"), tier) for name in figures]
        version["options"] = figures
    row["versions"] = [version]
    table.finish()
    return row


def _option(name: str, title: object, tier: bool) -> dict[str, Any]:
    """Option names of a village are its own words: they are shown in brackets behind the title."""
    return {"name": name, "title": f"{title}（{name}）", "tier": tier}
