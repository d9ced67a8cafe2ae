"""The people of a roll: a cell with all of them, or a row for each person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from village.errors import VillageError
from village.services import household_facts
from village.services.households import HEAD
from village.services.intakes.titled import Line, Table

_APART = re.compile(r"[、,，;；/\s]+(?![^(]*\))")
_BEFORE = re.compile(r"\s+\(")
_PERSON = re.compile(r"(?P<name>[^()]+?)\s*(?:[(](?P<relation>[^()]*)[)])?")
Family = tuple[tuple[str, str], ...]
"""(name, relation) of each person but the head."""


def of(table: Table) -> Iterator[tuple[Line, Family]]:
    """The first row of each household, with its people. Rows of a person repeat their household or leave it empty."""
    gathered: list[tuple[Line, list[tuple[str, str]]]] = []
    by_person = "person" in table.columns
    for line in table.lines:
        if not (by_person and gathered and _goes_on(table, gathered[-1][0], line)):
            gathered.append((line, list(_in_cell(table, line))))
        if by_person:
            gathered[-1][1].extend(_in_row(table, line))
    for line, people in gathered:
        head = table.under(line, "head")
        yield line, tuple(dict.fromkeys(one for one in people if one[0] != head))


def _goes_on(table: Table, first: Line, line: Line) -> bool:
    cells = [(table.under(line, key), table.under(first, key)) for key in ("number", "head", "group")]
    return bool(table.under(line, "person")) and all(own in ("", former) for own, former in cells)


def _in_cell(table: Table, line: Line) -> Iterator[tuple[str, str]]:
    for part in _APART.split(_BEFORE.sub("(", table.under(line, "members"))):
        if part:
            found = _PERSON.fullmatch(part)
            name, relation = (found["name"], found["relation"] or "") if found else (part, "")
            yield from _checked(table, line, "members", name, relation)


def _in_row(table: Table, line: Line) -> Iterator[tuple[str, str]]:
    name, relation = table.under(line, "person"), table.under(line, "relation")
    if name and relation not in (HEAD, "本人"):
        yield from _checked(table, line, "person", name, relation)


def _checked(table: Table, line: Line, key: str, name: str, relation: str) -> Iterator[tuple[str, str]]:
    try:
        yield household_facts.person(name), relation.strip()[:10]
    except VillageError:
        table.fault(line, key)
