"""Reads a scenario file strictly: unknown keys, actions and expectations are refused, labels must exist."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import rules
from rules import Pack
from village.services.rehearsal import shapes
from village.services.rehearsal.values import Malformed, checked

__all__ = ["Malformed", "Scenario", "Step", "read"]


@dataclass(frozen=True, slots=True)
class Step:
    """One act: `number` counts from 1, `given` are its arguments, `expect` what must be seen after it."""

    number: int
    on: date | datetime
    do: str
    label: str
    given: Mapping[str, Any]
    expect: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A file, understood. Rows are as in the file, checked."""

    file: str
    title: str
    pack: Pack
    settings: Mapping[str, Any]
    households: Mapping[str, Mapping[str, Any]]
    people: Mapping[str, Mapping[str, Any]]
    items: tuple[Mapping[str, Any], ...]
    goods: Mapping[str, Mapping[str, Any]]
    steps: tuple[Step, ...]


def read(path: Path) -> Scenario:
    """The scenario in a file. Raises Malformed, naming table and key."""
    file = path.name
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except FileNotFoundError as why:
        raise Malformed(file, "-", "-", "a file that can be read, and there is none of this name") from why
    except OSError as why:
        raise Malformed(file, "-", "-", f"a file that can be read ({why.strerror})") from why
    except UnicodeDecodeError as why:
        raise Malformed(file, "-", "-", "text in UTF-8") from why
    except tomllib.TOMLDecodeError as why:
        raise Malformed(file, "-", "-", f"correct TOML ({why})") from why
    except RecursionError as why:
        raise Malformed(file, "-", "-", "tables and lists that are not nested so deep") from why
    lists = {key: given.pop(key, []) for key in shapes.LISTS}
    keys = {**shapes.TOP, **dict.fromkeys(shapes.LISTS, "texts")}
    top = checked(file, "top of the file", given, keys)
    for key, rows in lists.items():
        if not isinstance(rows, list):
            raise Malformed(file, "top of the file", key, f"tables, each under [[{key}]]")
    settings = _plain(top.get("settings", {}))
    households = _named(file, "household", lists["household"], shapes.HOUSEHOLD)
    people = _named(file, "person", lists["person"], shapes.PERSON)
    goods = _named(file, "goods", lists["goods"], shapes.GOODS)
    items = tuple(lists["item"])
    pack = _pack(file, str(top["pack"]), settings, items)
    _cited(file, top.get("clauses", ()), pack)
    _known(file, "person", people, "household", households)
    for name, row in goods.items():
        if ("points" in row) == ("cost" in row):
            raise Malformed(file, f"[[goods]] {name}", "points", "either points or cost (yuan), one of the two")
    steps = _steps(file, lists["step"], goods)
    return Scenario(file, str(top["title"]), pack, settings, households, people, items, goods, steps)


def _plain(table: object) -> Mapping[str, Any]:
    return dict(table) if isinstance(table, dict) else {}


def _named(file: str, label: str, rows: list[object], keys: Mapping[str, str]) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for rank, row in enumerate(rows, 1):
        name = row.get("id", f"number {rank}") if isinstance(row, dict) else f"number {rank}"
        good = checked(file, f"[[{label}]] {name}", row, keys)
        if str(good["id"]) in found:
            raise Malformed(file, f"[[{label}]] {name}", "id", "an id of its own; this one stands twice")
        found[str(good["id"])] = good
    return found


def _known(file: str, label: str, rows: Mapping[str, Mapping[str, Any]], key: str, names: Mapping[str, object]) -> None:
    for name, row in rows.items():
        if key in row and row[key] not in names:
            raise Malformed(file, f"[[{label}]] {name}", key, f"the id of a {key} of the file; found {row[key]!r}")


def _cited(file: str, clauses: Any, pack: Pack) -> None:
    """A scenario shows clauses of its own document; a slip would be evidence for nothing, or for another document."""
    for clause in clauses:
        if not pack.cites(clause):
            wanted = f"clauses of {pack.id} and no others, such as {next(iter(pack.clauses))}"
            raise Malformed(file, "top of the file", "clauses", f"{wanted}; found {clause!r}")


def _pack(file: str, pack_id: str, settings: Mapping[str, Any], items: tuple[object, ...]) -> Pack:
    folders = sorted(folder.parent.name for folder in rules.packs_folder().glob("*/pack.toml"))
    if pack_id not in folders:
        raise Malformed(file, "top of the file", "pack", f"one of {', '.join(folders)}; found {pack_id!r}")
    try:
        pack = rules.load_pack(rules.packs_folder() / pack_id)
    except rules.PackError as why:
        raise Malformed(file, "top of the file", "pack", f"a pack that can be read ({why})") from why
    try:
        pack.choose(settings)
    except rules.PackError as why:
        raise Malformed(file, why.table, why.key, why.expected, todo=why.todo) from why
    try:
        return pack.with_items(items, file=file, any_category=True)
    except rules.PackError as why:
        raise Malformed(file, why.table, why.key, why.expected, todo=why.todo) from why


def _steps(file: str, rows: list[object], goods: Mapping[str, object]) -> tuple[Step, ...]:
    if not rows:
        raise Malformed(file, "top of the file", "step", "at least one [[step]]")
    labels: dict[str, str] = {}
    return tuple(_step(file, number, row, goods, labels) for number, row in enumerate(rows, 1))


def _step(file: str, number: int, row: object, goods: Mapping[str, object], labels: dict[str, str]) -> Step:
    table = f"[[step]] {number}"
    if not isinstance(row, dict):
        raise Malformed(file, table, "-", "a table of keys and values")
    do = row.get("do")
    if not isinstance(do, str) or do not in shapes.ACTIONS:
        raise Malformed(file, table, "do", f"one of {', '.join(shapes.ACTIONS)}; found {do!r}")
    good = checked(file, f"{table} ({do})", row, {**shapes.STEP, **shapes.ACTIONS[do]})
    table = f"{table} ({do})"
    expect = checked(file, f"{table}, expect", good.get("expect", {}), shapes.EXPECTATIONS)
    given: dict[str, Any] = {key: value for key, value in good.items() if key not in shapes.STEP}
    _complete(file, table, do, given)
    for key in ("goods", "instead"):
        if key in given and given[key] not in goods:
            raise Malformed(file, table, key, f"the id of goods of the file; found {given[key]!r}")
    for key, value in given.items():
        makers = shapes.MAKERS.get((do, key))
        if makers and labels.get(value) not in makers:
            raise Malformed(
                file,
                table,
                key,
                f"the label of an earlier step that is one of {', '.join(sorted(makers))}; found {value!r}",
            )
    label = str(good.get("label", ""))
    if label in labels:
        raise Malformed(file, table, "label", f"a label of its own; {label!r} stands twice")
    if label:
        labels[label] = do
    on: Any = good["on"]
    return Step(number, on, do, label, given, expect)


def _complete(file: str, table: str, do: str, given: Mapping[str, Any]) -> None:
    if do == "look" and not given:
        raise Malformed(file, table, "household", "a household or goods to look at")
    if do == "merge" and given["with"] == given["household"]:
        raise Malformed(file, table, "with", "another household than the one that stays")
    if do == "adopt_item":
        if ("points" in given) == ("options" in given):
            raise Malformed(file, table, "points", "either points or options, one of the two")
        for name, figure in given.get("options", {}).items():
            if isinstance(figure, bool) or not isinstance(figure, int | Decimal):
                raise Malformed(file, f"{table}, options", name, f"points such as 5 or 2.5; found {figure!r}")
