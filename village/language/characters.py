"""The 8,105 characters that every outlet can write (通用规范汉字表, 2013), and what to do with a name that has others.

`characters.txt` holds the table's three levels in its own order; a test compares it with Unicode's kTGH.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from village.language import pinyin

_FILE = Path(__file__).with_name("characters.txt")
# Unicode's blocks of ideographs, their radicals, strokes and compatible forms, those to come included.
_IDEOGRAPHS = "\u2e80-\u2fdf\u31c0-\u31ef\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"


@cache
def standard() -> frozenset[str]:
    """The table as a set."""
    return frozenset(_FILE.read_text(encoding="utf-8")) - {"\n"}


def rare(character: str) -> bool:
    """Whether it is a Hanzi outside the table: screens have no letter for it and draw a picture."""
    return bool(_rare().fullmatch(character))


def rare_in(text: str) -> list[str]:
    """The rare characters of a text, in order."""
    return _rare().findall(text)


@cache
def _rare() -> re.Pattern[str]:
    return re.compile(f"[{_IDEOGRAPHS}](?<![{''.join(sorted(standard()))}])")


def with_reading(name: str, reading: str = "") -> str:
    """`name`, followed by how its rare characters are read: 张㐂（xǐ）. `reading` as in a household's facts."""
    if not rare_in(name):
        return name
    known = pinyin.syllables(reading)
    read = [known[place] if place < len(known) else pinyin.toned(each) for place, each in enumerate(name) if rare(each)]
    told = "、".join(each for each in read if each)
    return f"{name}（{told}）" if told else name
