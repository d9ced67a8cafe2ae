"""The style sheet of the pieces as a browser reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from village.web import typeface

_FACE = re.compile(r"src:url\((\w+\.woff2)\) format\('woff2'\);unicode-range:([^}]+)\}")


@cache
def faces() -> list[tuple[str, frozenset[int]]]:
    """Pieces and the codes that they are told to have, in order."""
    sheet = (typeface.FOLDER / typeface.SHEET).read_text()
    return [(name, frozenset(_told(ranges))) for name, ranges in _FACE.findall(sheet)]


def piece_of(code: int) -> str:
    """The piece that a browser asks for this character: of several faces the last (CSS Fonts 4, 4.5); "" for none."""
    return next((name for name, ranges in reversed(faces()) if code in ranges), "")


def _told(ranges: str) -> Iterator[int]:
    for part in ranges.split(","):
        first, _, last = part.removeprefix("U+").partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)
