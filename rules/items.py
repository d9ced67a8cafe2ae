"""Reading the item table of a pack: `[[item]]` after `[[item]]`, as in the document's annexes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from rules.item import Item, Option, Version
from rules.shapes import ONCE, PER, TIERS, Shape
from rules.strict import Table, is_code

KINDS = ("positive", "negative", "reward")
LONGEST_TITLE = 20
"""Chinese characters: what can be shown on one line of the kiosk and said in one breath."""


class Frame(NamedTuple):
    """What every item of a table has to fit into."""

    categories: tuple[str, ...]
    starts: date
    """No figure holds before this day."""
    clauses: Mapping[str, str]
    longest: int = LONGEST_TITLE
    """Characters of a title."""
    longest_option: int = LONGEST_TITLE


def read_items(listed: Table, frame: Frame, before: Sequence[Item] = ()) -> tuple[Item, ...]:
    """The items `before` and those of the table, in its order; numbers run within each kind."""
    items = {item.code: item for item in before}
    numbers = {kind: sum(item.kind == kind for item in before) for kind in KINDS}
    prefix = next(iter(frame.clauses)).split("-")[0] + "-"
    for table in listed.tables("item", "[[item]]"):
        code = table.text("code", longest=20)
        if not is_code(code) or code in items:
            todo = f"Use letters and digits such as P07, each code once; found {code!r}."
            raise table.error("code", "a code of its own", todo)
        kind = table.word("kind", KINDS)
        numbers[kind] += 1
        items[code] = _item(table, code, kind, numbers[kind], frame)
        if items[code].clause not in (prefix + code, *frame.clauses):
            todo = "Correct it, or add the clause to [clauses] of pack.toml."
            raise table.error("clause", f"{prefix}{code} or a clause of this pack", todo)
        table.finish()
    return mutual(tuple(items.values()), listed)


def mutual(items: Sequence[Item], table: Table) -> tuple[Item, ...]:
    """The items with `contradicts` and `overlaps` on both sides: a pair is written once."""
    against: dict[str, dict[str, list[str]]] = {"contradicts": {}, "overlaps": {}}
    codes = {item.code for item in items}
    for item in items:
        for key, pairs in against.items():
            for other in getattr(item, key):
                if other not in codes or other == item.code:
                    place = Table(table.file, f"[[item]] {item.code}", {})
                    todo = f"Correct or remove {other!r}."
                    raise place.error(key, "codes of other items of this pack", todo)
                pairs.setdefault(item.code, []).append(other)
                pairs.setdefault(other, []).append(item.code)
    return tuple(_watching(item, against) for item in items)


def _watching(item: Item, against: Mapping[str, Mapping[str, Sequence[str]]]) -> Item:
    contradicts = tuple(sorted(set(against["contradicts"].get(item.code, ()))))
    overlaps = tuple(sorted(set(against["overlaps"].get(item.code, ()))))
    watched = frozenset((item.code, *contradicts, *overlaps))
    return replace(item, contradicts=contradicts, overlaps=overlaps, watched=watched)


def _item(table: Table, code: str, kind: str, number: int, frame: Frame) -> Item:
    is_open = table.flag("open")
    shape = _shape(table)
    tiers = table.word("tiers", TIERS, "add")
    options = {}
    for row in table.tables("options", f"[[item]] {code}, option"):
        option = _option(row, shape, tiers, frame)
        if option.name in options:
            raise row.error("name", "a name of its own", "Rename one of the two options.")
        options[option.name] = option
    stepped = frozenset(name for name, option in options.items() if option.shape.tier)
    if tiers == "highest" and len(stepped) < 2:
        todo = "Mark the options that top each other up with tier = true."
        raise table.error("tiers", "at least two options marked as tiers", todo)
    if is_open and options:
        raise table.error("open", "an open amount or options, not both", "Remove one of the two.")
    return Item(
        code=code,
        number=number,
        title=table.text("title", "a short title", longest=frame.longest),
        category=table.word("category", frame.categories),
        kind=kind,
        clause=table.text("clause", "the id of a clause"),
        shape=shape,
        options=options,
        versions=_versions(table, code, kind, options, frame.starts, is_open),
        contradicts=table.texts("contradicts", "a list of item codes"),
        overlaps=table.texts("overlaps", "a list of item codes"),
        sensitive=table.flag("sensitive"),
        open=is_open,
        tiers=stepped,
    )


def _shape(table: Table, default: str = "event") -> Shape:
    per = table.word("per", PER, default)
    if "once" not in table:
        return Shape(per)
    once = table.word("once", ONCE)
    if per != "person":
        todo = f'Write per = "person", or per = "{once}" without once.'
        raise table.error("once", 'to stand beside per = "person"', todo)
    return Shape(per, once)


def _option(row: Table, whole: Shape, tiers: str, frame: Frame) -> Option:
    name = row.text("name", longest=20)
    title = row.text("title", "a short title", longest=frame.longest_option)
    shape = _shape(row, whole.per)
    tier = row.flag("tier") and tiers == "highest"
    row.finish()
    return Option(name, title, Shape(shape.per, shape.once, tier))


def _versions(
    table: Table,
    code: str,
    kind: str,
    options: Mapping[str, Option],
    starts: date,
    is_open: bool,
) -> tuple[Version, ...]:
    versions: list[Version] = []
    free = starts
    for row in table.tables("versions", f"[[item]] {code}, version from"):
        versions.append(_version(row, kind, options, is_open, free))
        row.finish()
        free = _free_after(versions[-1])
    if not versions:
        todo = "Add versions = [{ from = …, points = … }]."
        raise table.error("versions", "at least one dated version", todo)
    return tuple(versions)


def _version(row: Table, kind: str, options: Mapping[str, Option], is_open: bool, free: date) -> Version:
    start = row.day("from")
    until = row.day("until") if "until" in row else None
    if start < free:
        todo = "Order the versions by date; a new one begins after the one before it."
        raise row.error("from", f"a date not before {free}", todo)
    if until is not None and until < start:
        raise row.error("until", f"a date not before {start}", "Correct one of the two.")
    points = None if is_open or options else _signed(row, "points", kind)
    return Version(start, until, points, _figures(row, kind, options))


def _free_after(version: Version) -> date:
    """The first day on which the next version may begin."""
    return (version.until or version.start) + timedelta(days=1)


def amended(item: Item, row: Table) -> Item:
    """The item with one more version: `from`, `until` if it ends, and `points` or `options`."""
    version = _version(row, item.kind, item.options, item.open, _free_after(item.versions[-1]))
    row.finish()
    return replace(item, versions=(*item.versions, version))


def refigured(item: Item, row: Table) -> Item:
    """The item with the same figures in each of its versions: `points`, or `options` as it has them."""
    points = None if item.open or item.options else _signed(row, "points", item.kind)
    options = _figures(row, item.kind, item.options)
    row.finish()
    return replace(item, versions=tuple(replace(one, points=points, options=options) for one in item.versions))


def _figures(row: Table, kind: str, options: Mapping[str, Option]) -> dict[str, int]:
    if not options:
        return {}
    table = Table(row.file, f"{row.name}, options", row.raw("options", "points of each option"))
    figures = {name: _signed(table, name, kind) for name in options}
    table.finish()
    return figures


def _signed(table: Table, key: str, kind: str) -> int:
    points = table.points(key)
    if points == 0 or (points < 0) != (kind == "negative"):
        sign = "below 0" if kind == "negative" else "above 0"
        todo = f"The item is {kind}: correct the sign or the kind."
        raise table.error(key, f"points {sign}", todo)
    return points
