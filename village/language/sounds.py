"""How characters sound: the same sound in other characters, and how far one name is from another by ear.

`sounds/readings.txt` has a line for each toned syllable and its characters, those with one reading first (made with
pypinyin from GB 2312 and characters of names); so nothing here loads pypinyin.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from village.language.pinyin import SURNAME_READINGS

FOLDER = Path(__file__).with_name("sounds")
_SYLLABLE = re.compile(r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)([a-zü:]+?)([1-5]?)")
_GLIDES = {"y": "i", "w": "u"}

OTHER = 1.0
"""How far two syllables are that have nothing in common; what is left out counts as much."""
_HALF, _CONFUSED, _TONE = 0.6, 0.25, 0.05


@dataclass(frozen=True, slots=True)
class Syllable:
    """Pinyin in its parts: `zh`, `ang`, `1`. An unknown character is a syllable of its own kind."""

    initial: str
    final: str
    tone: str = ""

    @property
    def plain(self) -> str:
        """Without its tone."""
        return self.initial + self.final


@dataclass(frozen=True, slots=True)
class Confusions:
    """Pairs of initials and of finals that are not told apart in a region."""

    initials: frozenset[frozenset[str]]
    finals: frozenset[frozenset[str]]

    def joined(self, other: Confusions) -> Confusions:
        """These and those of another region."""
        return Confusions(self.initials | other.initials, self.finals | other.finals)


def read_confusions(source: str) -> Confusions:
    """Confusions of a TOML text as in `sounds/confusions.toml`. Raises ValueError for what is no pair."""
    table = tomllib.loads(source)
    if stray := table.keys() - {"initials", "finals"}:
        raise ValueError(f"sounds have initials and finals, not {sorted(stray)}")
    return Confusions(_pairs(table.get("initials", [])), _pairs(table.get("finals", [])))


@cache
def usual() -> Confusions:
    """Those that hold everywhere."""
    return read_confusions((FOLDER / "confusions.toml").read_text(encoding="utf-8"))


def syllables(text: str, *, reading: str = "", surname: bool = False) -> tuple[Syllable, ...]:
    """How `text` sounds. `reading` gives its first syllables in pinyin ("shan4"); `surname`: it begins with one."""
    known = re.findall(r"[a-zü:]+[1-5]?", reading.lower())
    if not known and surname:
        size = next((size for size in (2, 1) if text[:size] in SURNAME_READINGS), 0)
        known = SURNAME_READINGS[text[:size]].split() if size else []
    return tuple(_syllable(each) for each in (*known, *(_readings().get(sign, sign) for sign in text[len(known) :])))


def alike(character: str) -> str:
    """Other characters of the same sound, the surest first: same tone and one reading, then any tone."""
    if (sound := _readings().get(character)) is None:
        return ""
    others = (row for tone in "12345" if (row := _rows().get(sound[:-1] + tone)) and sound[-1] != tone)
    return "".join((_rows()[sound], *others)).replace(character, "")


def same(character: str) -> str:
    """The one character that stands for all of its sound, tones aside; itself where its sound is not known."""
    sound = _readings().get(character, "")
    rows = (_rows().get(sound[:-1] + tone) for tone in "12345")
    return next((row[0] for row in rows if row), character) if sound else character


def distance(said: Sequence[Syllable], meant: Sequence[Syllable], confusions: Confusions | None = None) -> float:
    """How far two rows of syllables are apart by ear: 0 the same, 1 for each syllable too many or quite another."""
    known = confusions or usual()
    row = [float(n) for n in range(len(meant) + 1)]
    for count, heard in enumerate(said, 1):
        before, row = row, [float(count)]
        for place, wanted in enumerate(meant, 1):
            step = min(before[place] + OTHER, row[-1] + OTHER, before[place - 1] + _apart(heard, wanted, known))
            row.append(step)
    return row[-1]


def within(most: float, said: Sequence[Syllable], meant: Sequence[Syllable], known: Confusions) -> bool:
    """Whether two rows are at most so far apart, less than a syllable: quicker than `distance`, for many of them."""
    if len(said) != len(meant):
        return False
    total = 0.0
    for heard, wanted in zip(said, meant, strict=True):
        total += _apart(heard, wanted, known)
        if total > most:
            return False
    return True


@cache
def _apart(one: Syllable, other: Syllable, known: Confusions) -> float:
    if one.plain == other.plain:
        return 0.0 if one.tone == other.tone else _TONE
    initial, final = {one.initial, other.initial}, {one.final, other.final}
    halves = (_half(initial, known.initials), _half(final, known.finals))
    return min(OTHER, sum(halves) + _TONE * (one.tone != other.tone))


def _half(pair: set[str], known: frozenset[frozenset[str]]) -> float:
    if len(pair) == 1:
        return 0.0
    return _CONFUSED if frozenset(pair) in known else _HALF


def _syllable(text: str) -> Syllable:
    found = _SYLLABLE.fullmatch(text.replace("u:", "v").replace("ü", "v"))
    if found is None:
        return Syllable(text, "")
    initial, final, tone = found.groups()
    if initial in ("y", "j", "q", "x") and final[0] == "u":  # written u, said ü
        final = f"v{final[1:]}"
    if glide := _GLIDES.get(initial):  # yi is i, wu is u, yan is ian: a vowel by ear
        initial, final = "", final if final[0] in (glide, "v") else glide + final
    return Syllable(initial, final, tone)


def _pairs(written: Sequence[str]) -> frozenset[frozenset[str]]:
    pairs = [frozenset(each.split()) for each in written]
    if bad := [each for each, pair in zip(written, pairs, strict=True) if len(pair) != 2]:
        raise ValueError(f"not a pair: {bad}")
    return frozenset(pairs)


@cache
def _rows() -> dict[str, str]:
    lines = (FOLDER / "readings.txt").read_text(encoding="utf-8").splitlines()
    return {sound: row for sound, row in (line.split() for line in lines)}


@cache
def _readings() -> dict[str, str]:
    return {sign: sound for sound, row in _rows().items() for sign in row}
