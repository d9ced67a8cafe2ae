"""TOML → Pack, strictly: a pack is used whole and understood, or refused with a `PackError`."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from rules.items import KINDS, read_items
from rules.pack import Item, Pack, Setting, under
from rules.settings import SETTINGS, check_setting
from rules.strict import Table, read_toml

GROUNDS = ("unknown_item", "wrong_year", "future_date")
"""Refusals for which no single item is the reason; the pack names the clause behind each."""


def packs_folder() -> Path:
    """Where the packs that ship with the product lie, one folder a pack."""
    return Path(__file__).with_name("packs")


def load_pack(folder: Path) -> Pack:
    """The pack in that folder (`pack.toml`, `items.toml`); PackError if anything is not right."""
    head, rows = read_toml(folder / "pack.toml"), read_toml(folder / "items.toml")
    table = Table(f"{folder.name}/pack.toml", "top of the file", head)
    pack_id = table.text("id")
    if pack_id != folder.name:
        raise table.error("id", f"the folder's name {folder.name!r}", "Rename one of the two.")
    title, document = table.text("title"), table.text("document")
    starts = table.day("starts")
    categories = table.texts("categories")
    clauses = _clauses(table.table("clauses"))
    annexes = _annexes(table)
    settings = _settings(table.table("settings"), clauses)
    grounds = _grounds(table.table("grounds"), clauses)
    kinds = _evidence_kinds(table.table("evidence_kinds"))
    table.finish()
    listed = Table(f"{folder.name}/items.toml", "top of the file", rows)
    items = read_items(listed, categories=categories, starts=starts, clauses=clauses)
    listed.finish()
    items = tuple(under(item, settings) for item in mutual(items, listed))
    return Pack(
        id=pack_id,
        title=title,
        document=document,
        starts=starts,
        categories=categories,
        items=items,
        settings=settings,
        evidence_kinds=kinds,
        clauses=clauses,
        annexes=annexes,
        grounds=grounds,
        digest=_digest(head, rows),
        _index={item.code: item for item in items},
    )


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


def _clauses(table: Table) -> dict[str, str]:
    """Clause id → place in the document."""
    places = dict(table.rest())
    for clause, place in places.items():
        if not isinstance(place, str) or not place:
            raise table.error(clause, "where the clause stands", 'Write it like "四（四）6".')
    if not places:
        raise table.error("-", "at least one clause", 'Write it like YK-16 = "四（四）6".')
    return places


def _annexes(table: Table) -> dict[str, str]:
    if "annexes" not in table:
        return {}
    annexes = table.table("annexes")
    named = {kind: annexes.text(kind) for kind in KINDS if kind in annexes}
    annexes.finish()
    return named


def _cited(table: Table, key: str, clauses: Mapping[str, str]) -> str:
    clause = table.text(key, "the id of a clause")
    if clause not in clauses:
        todo = f"Add {clause} to [clauses] of pack.toml, or cite another."
        raise table.error(key, "a clause of this pack", todo)
    return clause


def _grounds(table: Table, clauses: Mapping[str, str]) -> dict[str, str]:
    grounds = {code: _cited(table, code, clauses) for code in GROUNDS}
    table.finish()
    return grounds


def _settings(table: Table, clauses: Mapping[str, str]) -> dict[str, Setting]:
    settings = {}
    for key, accepts in SETTINGS.items():
        row = Table(table.file, f"[settings] {key}", table.raw(key, accepts.described()))
        choice = row.flag("choice")
        value = None
        if "value" in row or not choice:
            raw = row.raw("value", accepts.described())
            value = check_setting(Table(row.file, "[settings]", {}), key, raw)
        words = ("true", "false") if accepts.flag else accepts.words
        settings[key] = Setting(key, value, words, _cited(row, "clause", clauses), choice)
        row.finish()
    table.finish()
    return settings


def _evidence_kinds(table: Table) -> tuple[tuple[str, str], ...]:
    kinds = tuple(table.rest().items())
    for code, name in kinds:
        if not isinstance(name, str) or not name:
            raise table.error(code, "what people call this evidence", 'Write it like "照片".')
    return kinds


def _digest(*files: Mapping[str, object]) -> str:
    """sha256 over the files' meaning; numbers such as 5 and 5.0 are the same figure."""
    text = json.dumps(files, sort_keys=True, ensure_ascii=False, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> str | int:
    """What JSON does not know: dates as written, and 5.0 as 5."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value.normalize())
    return str(value)
