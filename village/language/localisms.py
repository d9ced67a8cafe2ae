"""How people in a region say it (地方说法): starter lists, and how a cadre writes a sentence with open parts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from village.model.localism import LocalismKind

FOLDER = Path(__file__).with_name("localisms")
_PARTS = "parts.toml"
_OPEN = re.compile(r"\{(\w+)\}")
_BRACKET = re.compile(r"[（(〔【\[]\s*(\w+)\s*[）)〕】\]]")


@dataclass(frozen=True, slots=True)
class Region:
    """A starter list. `entries` are (kind, meant, said) in the order of the file, not yet judged in a village."""

    id: str
    name: str
    entries: tuple[tuple[LocalismKind, str, str], ...]


@cache
def regions() -> tuple[Region, ...]:
    """Every starter list that ships."""
    files = sorted(path for path in FOLDER.glob("*.toml") if path.name != _PARTS)
    return tuple(_region(path.stem, tomllib.loads(path.read_text(encoding="utf-8"))) for path in files)


@cache
def parts() -> Mapping[str, str]:
    """What a cadre calls each open part, by its slot."""
    table: dict[str, str] = tomllib.loads((FOLDER / _PARTS).read_text(encoding="utf-8"))
    return table


def written(sentence: str) -> str:
    """As a cadre reads it: 换{goods} is 换（东西）."""
    return _OPEN.sub(lambda part: f"（{parts().get(part[1], part[1])}）", sentence)


def read(text: str) -> str:
    """As it is kept, without marks and blanks: 换（东西）。 is 换{goods}. A bracket of anything else stays."""
    slots = {called: slot for slot, called in parts().items()}
    plain = _BRACKET.sub(lambda part: f"{{{slots[part[1]]}}}" if part[1] in slots else part[0], text)
    return re.sub(r"[\s，。、？！；：,.?!;:“”\"]", "", plain)


def _region(name: str, table: dict[str, dict[str, list[str]]]) -> Region:
    entries = tuple(
        (kind, meant, said)
        for kind in LocalismKind
        for meant, sayings in table.get(kind.value, {}).items()
        for said in sayings
    )
    return Region(name, str(table["name"]), entries)
