"""Which of the sentences we know was said? Not "what was said": a whole sentence is known, or it is not.

`sentences.toml` writes them as `wordings.py` reads them; one slot is open, `{digits}`: four to six digit words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

from village.language.numerals import parse_digits
from village.language.wordings import expand

FILE = Path(__file__).with_name("sentences.toml")
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of a sentence that cannot be listed: the row of words it is made of, and what it means."""

    row: str
    parse: Callable[[str], str]


SLOTS = {"digits": Slot("[零一二三四五六七八九幺两洞]{4,6}", parse_digits)}


@dataclass(frozen=True, slots=True)
class Match:
    """What was asked: the intent, the values of its slots (digits as "0317"), and the sentence as heard."""

    intent: str
    slots: Mapping[str, str] = field(default_factory=dict)
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """All sentences, written out. `plain` maps sentence to intent; so does `rows` for those with a slot, which
    `open` has as patterns. `grammars` are the intents that share a recogniser, by its name."""

    intents: tuple[str, ...]
    plain: Mapping[str, str]
    open: tuple[tuple[re.Pattern[str], str], ...]
    rows: Mapping[str, str]
    screens: Mapping[str, tuple[str, ...]]
    grammars: Mapping[str, tuple[str, ...]]


def match(text: str, intents: Collection[str] | None = None) -> Match | None:
    """The one known sentence that `text` is as a whole, blanks ignored; None when it is none of them.

    `intents` limits the answer, as to those of a screen (`intents_for`).
    """
    heard = re.sub(r"\s", "", text)
    known = book()
    intent = known.plain.get(heard)
    if intent is not None and (intents is None or intent in intents):
        return Match(intent, MappingProxyType({}), heard)
    for pattern, intent in known.open:
        if (intents is None or intent in intents) and (found := pattern.fullmatch(heard)):
            values = {name: SLOTS[name].parse(words) for name, words in found.groupdict().items()}
            return Match(intent, MappingProxyType(values), heard)
    return None


def screens() -> tuple[str, ...]:
    """The screens on which something may be said."""
    return tuple(book().screens)


def intents_for(screen: str) -> tuple[str, ...]:
    """The intents that are live on `screen`. Raises KeyError for a screen that is not in the table."""
    return book().screens[screen]


@cache
def phrases_for(screen: str) -> tuple[str, ...]:
    """All that the recogniser should be able to hear on `screen`, without blanks.

    A slot is written as a row of words and how many: "户号是[零一二三…]{4,6}".
    """
    known, live = book(), intents_for(screen)
    sayings = (*known.plain.items(), *known.rows.items())
    return tuple(saying for saying, intent in sayings if intent in live)


@cache
def grammars_for(screen: str) -> Mapping[str, tuple[str, ...]]:
    """`phrases_for` for several recognisers at once on the same sound, each with a small question (voice.md 0.1)."""
    known, live = book(), intents_for(screen)
    sayings = (*known.plain.items(), *known.rows.items())
    split = {
        name: tuple(saying for saying, intent in sayings if intent in live and intent in intents)
        for name, intents in known.grammars.items()
    }
    return MappingProxyType({name: phrases for name, phrases in split.items() if phrases})


def sentences_of(intent: str) -> tuple[str, ...]:
    """Every written-out way to say `intent`, slots aside."""
    return tuple(sentence for sentence, meant in book().plain.items() if meant == intent)


@cache
def book() -> Book:
    """The sentences of `sentences.toml`."""
    return read_book(FILE.read_text(encoding="utf-8"))


def read_book(source: str) -> Book:
    """Write out the sentences of a TOML text. Raises ValueError for a fault, naming intent, sentence or screen."""
    table = tomllib.loads(source)
    everywhere = table["screens"].pop("everywhere", [])
    live = {screen: (*intents, *everywhere) for screen, intents in table["screens"].items()}
    for screen, intents in live.items():
        if stray := set(intents) - table["intents"].keys():
            raise ValueError(f"screen {screen} names unknown intents: {sorted(stray)}")
    plain: dict[str, str] = {}
    opened: dict[str, str] = {}
    for intent, templates in table["intents"].items():
        for sentence in (each for template in templates for each in expand(template, table["rules"])):
            _check(intent, sentence)
            sort = opened if _SLOT.search(sentence) else plain
            if sort.setdefault(sentence, intent) != intent:
                raise ValueError(f"{sentence} is said for {sort[sentence]} and for {intent}")
    return Book(
        intents=tuple(table["intents"]),
        plain=plain,
        open=tuple((_pattern(sentence), intent) for sentence, intent in opened.items()),
        rows={_row(sentence): intent for sentence, intent in opened.items()},
        screens=live,
        grammars={name: tuple(intents) for name, intents in table.get("grammars", {}).items()},
    )


def _check(intent: str, sentence: str) -> None:
    if not sentence:
        raise ValueError(f"{intent}: a sentence may not be empty")
    if stray := set(_SLOT.findall(sentence)) - SLOTS.keys():
        raise ValueError(f"{intent}: {sentence} names unknown slots: {sorted(stray)}")


def _pattern(sentence: str) -> re.Pattern[str]:
    return re.compile(_SLOT.sub(lambda slot: f"(?P<{slot[1]}>{SLOTS[slot[1]].row})", sentence))


def _row(sentence: str) -> str:
    return _SLOT.sub(lambda slot: SLOTS[slot[1]].row, sentence)
