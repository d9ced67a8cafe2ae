"""A sentence with open parts: 我是{name}, 户号是[零一二三]{4,6}. What fills them is told apart from it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

Slots = Mapping[str, Container[str]]
"""What may stand in each open part, by its name: `{"group": ("一组", "二组")}`."""

_PART = re.compile(r"\{(?P<slot>[a-z]+)\}|(?P<row>\[\w+\]\{\d+,\d+\})|[^\[{]+")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a saying: words as they are written, an open part (`slot`), or a row of words (`row`, a pattern)."""

    text: str
    slot: str = ""
    row: str = ""


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence in its parts."""

    text: str
    parts: tuple[Part, ...]

    @property
    def open(self) -> bool:
        """Whether a part has to be filled in."""
        return any(part.slot or part.row for part in self.parts)

    def fill(self, heard: str, slots: Slots) -> Mapping[str, str] | None:
        """What stands in each open part of `heard`, which must be this sentence as a whole; else None."""
        found = next(_fillings(self.parts, heard, slots), None)
        return None if found is None else MappingProxyType(found)

    def around(self, heard: str, slot: str, slots: Slots, *, longest: int) -> str | None:
        """Whatever stands where `slot` is open, if the rest of `heard` is this sentence as a whole; else None."""
        anything = Part("", slot, rf".{{1,{longest}}}")
        parts = tuple(anything if part.slot == slot else part for part in self.parts)
        found = next(_fillings(parts, heard, slots), None)
        return found.get(slot) if found else None


@cache
def saying(text: str) -> Saying:
    """Read a sentence as it is written in the tables. Raises re.error or OverflowError for a row that is none."""
    parts = [Part(found[0], found["slot"] or "", found["row"] or "") for found in _PART.finditer(text)]
    for part in parts:
        re.compile(part.row)
    return Saying(text, tuple(parts))


def _fillings(parts: tuple[Part, ...], heard: str, slots: Slots) -> Iterator[dict[str, str]]:
    if not parts:
        if not heard:
            yield {}
        return
    part, rest = parts[0], parts[1:]
    for end in _ends(part, heard, slots):
        for found in _fillings(rest, heard[end:], slots):
            yield {part.slot: heard[:end], **found} if part.slot else found


def _ends(part: Part, heard: str, slots: Slots) -> Iterator[int]:
    """Where the part may end at the beginning of `heard`, farthest first."""
    if part.row:
        yield from (end for end in range(len(heard), 0, -1) if re.fullmatch(part.row, heard[:end]))
    elif part.slot:
        known = slots.get(part.slot, ())
        yield from (end for end in range(len(heard), 0, -1) if heard[:end] in known)
    elif heard.startswith(part.text):
        yield len(part.text)
