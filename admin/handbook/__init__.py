"""The handbook (手册) of the desk: one small file a task, the same words on paper and as the help of a page.

`contents.toml` is the order; `<task>.toml` is a task: when it is done, its steps, what to do where it does not go
well, the clauses it comes from, and the pages that it helps with. Words in 「」 stand on the page that a step names
in `on` (a template; `kiosk/…` is one of the kiosk's), letter for letter; "…" in them is what changes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

ROOM = Path(__file__).parent
PICTURES = ROOM.parent / "static/handbook"
_QUOTED = re.compile(r"「([^」]*)」")


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing to do, on the page `on`; `trouble` is what one sees where this step is a way out."""

    on: str
    text: str
    trouble: str = ""

    @property
    def quoted(self) -> list[str]:
        """The words that stand on the page."""
        return _QUOTED.findall(self.text)

    @property
    def pieces(self) -> Iterator[tuple[bool, str]]:
        """The text in order, each piece with whether it is quoted from the page."""
        for place, words in enumerate(_QUOTED.split(self.text)):
            if words:
                yield place % 2 == 1, words


class Task(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One page of the handbook. `pages` are endpoints of the desk, or whole blueprints."""

    title: str
    when: str
    pages: tuple[str, ...]
    steps: tuple[Step, ...]
    troubles: tuple[Step, ...]
    clauses: tuple[str, ...] = ()
    seen: str = ""  # what the picture shows
    name: str = ""

    @property
    def picture(self) -> Path | None:
        """Its picture, taken from the running product by `make pictures`; None where it has none."""
        return PICTURES / f"{self.name}.png" if self.seen else None


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Tasks that come equally often."""

    title: str
    tasks: tuple[str, ...]


@cache
def parts() -> tuple[Part, ...]:
    """The contents, in order."""
    given = tomllib.loads((ROOM / "contents.toml").read_text(encoding="utf-8"))
    return tuple(msgspec.convert(given["parts"], list[Part]))


@cache
def tasks() -> dict[str, Task]:
    """Every task by its name, in the order of the contents."""
    return {name: _read(name) for part in parts() for name in part.tasks}


@cache
def helping(endpoint: str) -> Task | None:
    """The task that helps with a page of the desk: its own, or that of all pages of its kind."""
    by_page = {page: task for task in tasks().values() for page in task.pages}
    return by_page.get(endpoint) or by_page.get(endpoint.partition(".")[0])


def _read(name: str) -> Task:
    given = tomllib.loads((ROOM / f"{name}.toml").read_text(encoding="utf-8"))
    return msgspec.convert({**given, "name": name}, Task)
