"""How names are spelt for search and read aloud; the only room that knows pypinyin."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

# Surnames that are read otherwise than the same character elsewhere (office.md D.2).
SURNAME_READINGS = {
    **{"单": "shan4", "曾": "zeng1", "仇": "qiu2", "解": "xie4", "查": "zha1", "任": "ren2", "区": "ou1"},
    **{"盖": "ge3", "朴": "piao2", "覃": "qin2", "冼": "xian3", "翟": "zhai2", "缪": "miao4", "种": "chong2"},
    **{"员": "yun4", "乐": "yue4", "华": "hua4", "宁": "ning4", "尉迟": "yu4 chi2", "万俟": "mo4 qi2"},
}

_SYLLABLE = re.compile(r"[a-zü:]+[1-5]|[^\x00-\x7f]")
_TONES = {"1": "\u0304", "2": "\u0301", "3": "\u030c", "4": "\u0300"}


@dataclass(frozen=True, slots=True)
class Spelling:
    """`full` is toneless pinyin without blanks (zhangguifang), `initials` its first letters (zgf)."""

    full: str
    initials: str


def spell(name: str, reading: str = "") -> Spelling:
    """Spell a name. `reading` gives the syllables of its beginning where they differ ("shan4")."""
    syllables = [_toneless(part) for part in re.findall(r"[a-zA-Zü:]+[1-5]?", reading)]
    if not syllables:
        known = next((size for size in (2, 1) if name[:size] in SURNAME_READINGS), 0)
        syllables = [_toneless(part) for part in SURNAME_READINGS[name[:known]].split()] if known else []
    syllables += _syllables(name[len(syllables) :])
    return Spelling("".join(syllables), "".join(syllable[0] for syllable in syllables if syllable))


def syllables(reading: str) -> list[str]:
    """A household's reading, one entry a character, with marks for tones: "shan4 xi3" -> shàn, xǐ."""
    return [_marked(part) for part in _SYLLABLE.findall(reading)]


@cache
def toned(character: str) -> str:
    """How one character is read, with the mark of its tone (xǐ); "" where nobody knows."""
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.TONE, errors="ignore")
    return str(found[0][0]) if found else ""


def _marked(syllable: str) -> str:
    """xi3 -> xǐ: the mark sits on a or e, on the o of ou, else on the last vowel."""
    tone = _TONES.get(syllable[-1:], "")
    letters = syllable.rstrip("12345").replace("u:", "ü").replace("v", "ü")
    vowels = [at for at, letter in enumerate(letters) if letter in "aeiouü"]
    if not vowels or not tone:
        return letters
    at = next((at for at in vowels if letters[at] in "ae" or letters[at:].startswith("ou")), vowels[-1])
    return unicodedata.normalize("NFC", letters[: at + 1] + tone + letters[at + 1 :])


def _syllables(text: str) -> list[str]:
    # Imported late: pypinyin's tables take about 50 MB, needed only when a name is written.
    from pypinyin import Style, lazy_pinyin

    by_character = cast(Any, list)  # a list is taken too, one entry a character; the package's types do not say so
    parts = lazy_pinyin(text, style=Style.NORMAL, errors=by_character)
    return [part.lower() for part in parts if part.strip()]


def _toneless(syllable: str) -> str:
    return syllable.rstrip("12345").lower().replace("ü", "v").replace("u:", "v")
