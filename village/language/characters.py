"""The 8,105 characters that every outlet can write (通用规范汉字表, 2013), and what to do with a name that has others.

`characters.txt` holds the table's three levels in its own order; a test compares it with Unicode's kTGH.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from village.language import pinyin

_FILE = Path(__file__).with_name("characters.txt")


@cache
def standard() -> frozenset[str]:
    """The table as a set."""
    return frozenset(_FILE.read_text(encoding="utf-8")) - {"\n"}


@cache
def rare(character: str) -> bool:
    """Whether it is a Hanzi outside the table: screens have no letter for it and draw a picture."""
    return character not in standard() and unicodedata.name(character, "").startswith("CJK ")


def rare_in(text: str) -> list[str]:
    """The rare characters of a text, in order."""
    return [] if text.isascii() or standard().issuperset(text) else [each for each in text if rare(each)]


def with_reading(name: str, reading: str = "") -> str:
    """`name`, followed by how its rare characters are read: 张㐂（xǐ）. `reading` as in a household's facts."""
    if not rare_in(name):
        return name
    known = pinyin.syllables(reading)
    read = [known[place] if place < len(known) else pinyin.toned(each) for place, each in enumerate(name) if rare(each)]
    told = "、".join(each for each in read if each)
    return f"{name}（{told}）" if told else name
