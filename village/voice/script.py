"""The script (台词): all that clips are made of, the most wanted first. Closed: nobody's answer stands in it.

Sentences of the catalogue, and of those with open parts what stands between them; figures with their measure words;
and the village's groups, names, goods and items as they are said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache

from rules import Item
from village import clock
from village.errors import VillageError
from village.language import speakable
from village.language.numerals import read_change, read_count, read_integer, read_points
from village.language.phrases import catalogue
from village.model.points import Points
from village.services import goods, rulebook
from village.store import Store, acts
from village.store import households as roll
from village.voice.clips import sentences
from village.voice.dialogue import name_of

_SOON = ("home", "balance", "who", "button", "voice", "rank", "help", "identify", "statement", "print")
"""Files of the catalogue that are said most often; papers are never said."""
_UNSAID = ("receipt",)
_OPEN = re.compile(r"\{\w+\}")
_MARKS = re.compile(r"[，。？！、：； ]+")
_ENDS = "，、：； "
_WHOLE, _HALVES, _SMALL, _RANKS, _PIECES, _MOST = 300, 100, 40, 100, 60, 10_000


class Kind(StrEnum):
    """What a line of the script is."""

    SENTENCE = "sentence"
    PART = "part"
    NUMBER = "number"
    GROUP = "group"
    NAME = "name"
    GOODS = "goods"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Line:
    """`text` is what a clip says, `ends`: it closes a sentence, and falls at its end."""

    text: str
    kind: Kind
    ends: bool = True


def of(store: Store) -> tuple[Line, ...]:
    """This village's script today; worked out anew once anything was done in it."""
    return _of(store, acts.last_id(store), clock.today())


@lru_cache(maxsize=2)
def _of(store: Store, _acts: int, today: date) -> tuple[Line, ...]:
    first, later = catalogued()
    lines = [*first, *figures()[: _WHOLE + 1], *_own(store, today), *later, *figures()[_WHOLE + 1 :]]
    return tuple({line.text: line for line in reversed(lines)}.values())[::-1]


@cache
def catalogued() -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """What the catalogue says: the files said most often, and the others."""
    order = {name: place for place, name in enumerate(_SOON)}
    files: dict[str, list[Line]] = {}
    for key, template in catalogue().items():
        file = key.partition(".")[0]
        if file not in _UNSAID:
            files.setdefault(file, []).extend(_lines(template.spoken))
    named = sorted(files, key=lambda name: order.get(name, len(order)))
    soon = tuple(line for name in named if name in order for line in files[name])
    return soon, tuple(line for name in named if name not in order for line in files[name])


@cache
def figures() -> tuple[Line, ...]:
    """Figures as they are said: 一百零五分 and 加一百零五分 whole up to 300; above, in pieces that join to any of up to
    four digits. A clip of one syllable (加) is heard badly between others."""
    points = [read_points(Points(100 * n)) for n in range(_WHOLE + 1)]
    halves = [read_points(Points(100 * n + 50)) for n in range(_HALVES)]
    changes = [read_change(Points(50 * n)) for n in range(-_SMALL, _SMALL + 1)]
    changes += [read_change(Points(100 * n)) for n in range(-_WHOLE, _WHOLE + 1)]
    ranks = [f"{read_integer(n)}{measure}" for measure in ("名", "") for n in range(1, _RANKS + 1)]
    counts = [f"{read_count(n)}{word}" for word in ("个组", "件", "户", "次") for n in range(1, _PIECES + 1)]
    days = [*(f"{read_integer(n)}月" for n in range(1, 13)), *(f"{read_integer(n)}号" for n in range(1, 32))]
    large = [f"{read_integer(size * n)}" for size in (100, 1000) for n in range(1, 10)]
    tails = [read_integer(_MOST // 10 + n)[2:] + "分" for n in range(1, 100)]
    tails += [read_integer(_MOST // 100 + n)[2:] + "分" for n in range(10, 100)]
    tails += [f"{each}半" for each in tails]
    whole = [f"{each}{half}" for each in large for half in ("分", "分半")]
    heads = [Line(each, Kind.NUMBER, ends=False) for each in (*large, "欠", "加", "减")]
    said = (*points, *halves, *changes, *ranks, *counts, *days, *tails, *whole)
    return (*(Line(each, Kind.NUMBER) for each in said), *heads)


def _own(store: Store, today: date) -> Iterator[Line]:
    for household in (everybody := roll.all_open(store)):
        yield Line(name_of(household).spoken, Kind.NAME, ends=False)
    yield from _said({household.group for household in everybody}, Kind.GROUP)
    yield from _said((each.name for each in goods.all_of(store)), Kind.GOODS)
    with suppress(VillageError):  # a village whose rules begin later
        for item in rulebook.rules_on(store, today).items:
            yield from _said(_titles(item, today), Kind.ITEM)


def _titles(item: Item, today: date) -> Iterator[str]:
    version = item.version_on(today)
    if version:
        sorts: list[str | None] = [*version.options] or [None]
        yield from map(item.named, sorts)


def _said(titles: Iterable[str], kind: Kind) -> Iterator[Line]:
    """Titles as they are said, a line for each part between their marks."""
    for title in titles:
        yield from (Line(part, kind, ends=False) for part in _MARKS.split(speakable(title)) if part)


def _lines(spoken: str) -> Iterator[Line]:
    """The sentences of a text; of one with open parts what stands between them."""
    for sentence in sentences(spoken):
        if not _OPEN.search(sentence):
            if text := speakable(sentence).strip(_ENDS + "。？！"):
                yield Line(text, Kind.SENTENCE)
            continue
        parts = [part for each in _OPEN.split(sentence) for part in _MARKS.split(speakable(each)) if part]
        last = _MARKS.split(sentence.rstrip("。？！"))[-1]
        yield from (Line(part, Kind.PART, ends=last.endswith(part)) for part in parts)
