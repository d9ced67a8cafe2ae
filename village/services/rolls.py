"""The roll of households from a pasted list: a group and a head a line, as Excel or a letter gives it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from village.errors import VillageError
from village.services import household_facts, households
from village.store import Store

LONGEST = 5_000
_CELLS = re.compile(r"[\t,，;；、]+| {2,}")
_TITLES = frozenset({"组", "组名", "社", "网格", "片区", "户主", "户主姓名", "姓名", "名字", "小组", "村民小组"})
_GROUP_LIMIT = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A household of the list: the head's name and the group."""

    group: str
    head: str


def groups(text: str) -> tuple[str, ...]:
    """Names of groups, a line each or with commas between, each once. Raises `group_too_long`."""
    found = dict.fromkeys(part for part in re.split(r"[\s,，;；、]+", text.strip()) if part)
    if any(len(one) > _GROUP_LIMIT for one in found):
        raise VillageError("group_too_long", count=_GROUP_LIMIT)
    return tuple(found)


def read(text: str, known: Sequence[str] = ()) -> tuple[Row, ...]:
    """The households of a list. A line is a group and a head, or one name under a line that is a known group alone.

    `known` are the groups there are, none for any. Raises `roll_wrong`, `roll_name_wrong`, `roll_group_wrong`, each
    with its `line`, and `roll_too_long`.
    """
    rows, heading = [], ""
    for line, written in enumerate(text.splitlines(), 1):
        cells = [cell for cell in _cells(written) if cell]
        if not cells or set(cells) <= _TITLES:
            continue
        if len(cells) == 1 and cells[0] in known:
            heading = cells[0]
            continue
        group, head = (heading, cells[0]) if len(cells) == 1 and heading else _pair(cells, line)
        if len(group) > _GROUP_LIMIT or (known and group not in known):
            raise VillageError("roll_group_wrong", line=line, group=group[:_GROUP_LIMIT])
        try:
            rows.append(Row(group, household_facts.person(head)))
        except VillageError as why:
            raise VillageError("roll_name_wrong", line=line) from why
    if len(rows) > LONGEST:
        raise VillageError("roll_too_long", count=LONGEST)
    return tuple(rows)


def enrol(store: Store, rows: Sequence[Row], *, actor: str, enrolled: date | None = None) -> int:
    """Register them all, or none; answers how many. Raises what `households.enrol` raises."""
    with store.transaction():
        for row in rows:
            households.enrol(store, head=row.head, group=row.group, actor=actor, enrolled=enrolled)
    return len(rows)


def _cells(written: str) -> list[str]:
    """By tabs, commas or wide gaps; a single blank parts group and head only where nothing else does."""
    line = written.replace("\N{IDEOGRAPHIC SPACE}", " ").strip()
    cells = [cell.strip() for cell in _CELLS.split(line)]
    return line.split(maxsplit=1) if len(cells) == 1 else cells


def _pair(cells: Sequence[str], line: int) -> tuple[str, str]:
    if len(cells) != 2 or " " in cells[0]:
        raise VillageError("roll_wrong", line=line)
    return cells[0], cells[1]
