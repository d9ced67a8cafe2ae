"""Items as scenarios and village tables write them: one figure each, without dates or clauses.

They are turned into the rows of a pack's own items.toml, so that one reader judges both.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from rules.item import Item, Option
from rules.shapes import Shape
from rules.strict import Table

_FIGURES = ("points", "options", "open")
_SAME = ("code", "title", "category", "kind", "per", "once", "contradicts", "overlaps", "tiers", "sensitive")
KEYS = (*_SAME, *_FIGURES)
"""All that a flat `[[item]]` may say: what it is worth (one of the figures), and the rest."""


def full_rows(rows: Sequence[object], *, file: str, since: date, clause: str) -> list[dict[str, Any]]:
    """The rows of items.toml that say the same: figures from `since` on, under `clause`."""
    top = Table(file, "top of the file", {"item": list(rows)})
    return [_full(table, since, clause) for table in top.tables("item", "[[item]]")]


def flat_rows(items: Iterable[Item], day: date) -> list[dict[str, Any]]:
    """Items as flat rows, with the figures of a day; those that do not count that day are left out."""
    return [_flat(item, day) for item in items if item.version_on(day)]


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
        row["options"] = [_option(name, figure, row.get("title"), tier) for name, figure in figures.items()]
        version["options"] = {name: _figure(figure) for name, figure in figures.items()}
    row["versions"] = [version]
    table.finish()
    return row


def _option(name: str, figure: object, title: object, tier: bool) -> dict[str, Any]:
    """Option names of a village are its own words: they are shown in brackets behind the title. An option that is
    counted in its own way is a table: `points`, and `per`, `once`, `tier`."""
    own = {key: figure[key] for key in figure if key != "points"} if isinstance(figure, Mapping) else {"tier": tier}
    return {"name": name, "title": f"{title}（{name}）", **own}


def _figure(figure: object) -> object:
    return figure.get("points") if isinstance(figure, Mapping) else figure


def _flat(item: Item, day: date) -> dict[str, Any]:
    version = item.version_on(day)
    assert version
    row: dict[str, Any] = {"code": item.code, "title": item.title, "category": item.category, "kind": item.kind}
    row |= {key: list(getattr(item, key)) for key in ("contradicts", "overlaps") if getattr(item, key)}
    row |= {"sensitive": True} if item.sensitive else {}
    if not item.options:
        figure = {"open": True} if item.open else {"points": _points(version.points or 0)}
        return {**row, **_shape(item.shape), **figure}
    named = {_label(item, one): one for one in item.options.values()}
    row |= {"tiers": "highest"} if item.tiers else {}
    figures = {label: _points(version.options[one.name]) for label, one in named.items()}
    shapes = {one.shape for one in named.values()}
    if len(shapes) == 1:
        return {**row, **_shape(shapes.pop()), "options": figures}
    own = {
        label: {**_shape(one.shape), "points": figures[label], **({"tier": True} if one.shape.tier else {})}
        for label, one in named.items()
    }
    return {**row, **_shape(next(iter(named.values())).shape), "options": own}


def _label(item: Item, option: Option) -> str:
    return option.name if option.title == f"{item.title}（{option.name}）" else option.title


def _shape(shape: Shape) -> dict[str, str]:
    return {"per": shape.per, **({"once": shape.once} if shape.once else {})}


def _points(hundredths: int) -> Decimal:
    return (Decimal(hundredths) / 100).normalize() + 0
