"""Which of the sentences we know was said? Not "what was said": a whole sentence is known, or it is not.

`sentences/*.toml` write them as `wordings.py` reads them; `screens.toml` says where they may be said. Some have open
parts: `{digits}` and `{nth}` are rows of words of their own; `{name}`, `{goods}`, `{item}` and `{group}` are filled
from the village (`village.voice.vocabulary`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from village.language.numerals import parse_digits
from village.language.wordings import expand
from village.model.saying import Saying, Slots, saying

FOLDER = Path(__file__).with_name("sentences")
FRAME = "screens.toml"
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Row:
    """An open part that cannot be listed: a row of words, and what it means."""

    pattern: str
    parse: Callable[[str], str]

    def __contains__(self, said: object) -> bool:
        return isinstance(said, str) and re.fullmatch(self.pattern, said) is not None


ROWS = {
    "digits": Row("[零一二三四五六七八九幺两洞]{4,6}", parse_digits),
    "nth": Row("[一二三四五六]{1,1}", parse_digits),
}
FILLED = ("name", "goods", "item", "group")
"""Open parts that the village fills."""


@dataclass(frozen=True, slots=True)
class Match:
    """What was asked: the intent, the values of its slots (digits as "0317", others as they were said), and the
    sentence as heard."""

    intent: str
    slots: Mapping[str, str] = field(default_factory=dict)
    phrase: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """All sentences, written out. `ways` are the lines of the tables by intent, each with the sentences it stands for.
    `plain` maps sentence to intent; `open` are those with open parts. `grammars` are the intents that share a
    recogniser, by its name. Two books are never equal."""

    ways: Mapping[str, tuple[tuple[str, ...], ...]]
    plain: Mapping[str, str]
    open: tuple[tuple[Saying, str], ...]
    screens: Mapping[str, tuple[str, ...]]
    grammars: Mapping[str, tuple[str, ...]]

    @property
    def intents(self) -> tuple[str, ...]:
        """All that can be meant."""
        return tuple(self.ways)

    def joined(self, more: Mapping[str, str]) -> Book:
        """With a village's own sentences (sentence → intent). Ours are tried first."""
        plain = {sentence: intent for sentence, intent in more.items() if not _SLOT.search(sentence)}
        opened = ((saying(sentence), intent) for sentence, intent in more.items() if sentence not in plain)
        return replace(self, plain={**plain, **self.plain}, open=(*self.open, *opened))


def match(
    text: str, intents: Collection[str] | None = None, slots: Slots | None = None, known: Book | None = None
) -> Match | None:
    """The one known sentence that `text` is as a whole, blanks ignored; None when it is none of them.

    `intents` limits the answer, as to those of a screen (`intents_for`); `slots` are what this village has for the
    open parts, `known` the sentences that it knows if it has some of its own.
    """
    heard = re.sub(r"\s", "", text)
    known = known or book()
    intent = known.plain.get(heard)
    if intent is not None and (intents is None or intent in intents):
        return Match(intent, MappingProxyType({}), heard)
    filled: Slots = {**(slots or {}), **ROWS}
    for each, intent in known.open:
        if (intents is None or intent in intents) and (found := each.fill(heard, filled)) is not None:
            values = {name: ROWS[name].parse(said) if name in ROWS else said for name, said in found.items()}
            return Match(intent, MappingProxyType(values), heard)
    return None


def around(
    text: str, slot: str, intents: Collection[str], slots: Slots, *, longest: int, known: Book | None = None
) -> list[Match]:
    """As `match`, for sentences in which anything at all may stand where `slot` is open: it is in the match. The
    one that leaves the least open comes first."""
    filled: Slots = {**slots, **ROWS}
    sayings = [(each, intent) for each, intent in (known or book()).open if intent in intents]
    found = [(each.around(text, slot, filled, longest=longest), intent) for each, intent in sayings]
    matches = [Match(intent, MappingProxyType({slot: said}), text) for said, intent in found if said]
    return sorted(matches, key=lambda one: len(one.slots[slot]))


def screens() -> tuple[str, ...]:
    """The screens on which something may be said."""
    return tuple(book().screens)


def intents_for(screen: str) -> tuple[str, ...]:
    """The intents that are live on `screen`. Raises KeyError for a screen that is not in the table."""
    return book().screens[screen]


@cache
def phrases_for(screen: str) -> tuple[str, ...]:
    """All that the recogniser should be able to hear on `screen`, without blanks.

    A row is written as its words and how many: "户号是[零一二三…]{4,6}"; other open parts stay "{name}".
    """
    return tuple(phrase for phrases in grammars_for(screen).values() for phrase in phrases)


def grammars_for(screen: str, known: Book | None = None) -> Mapping[str, tuple[str, ...]]:
    """What may be said on `screen`, for several recognisers at once on the same sound, each with a small question."""
    return grammars_of(intents_for(screen), known)


@lru_cache(maxsize=128)
def grammars_of(live: tuple[str, ...], known: Book | None = None) -> Mapping[str, tuple[str, ...]]:
    """As `grammars_for`, for these intents."""
    known = known or book()
    sayings = (*known.plain.items(), *((_row(each.text), intent) for each, intent in known.open))
    split = {
        name: tuple(phrase for phrase, intent in sayings if intent in live and intent in intents)
        for name, intents in known.grammars.items()
    }
    return MappingProxyType({name: phrases for name, phrases in split.items() if phrases})


def sentences_of(intent: str) -> tuple[str, ...]:
    """Every written-out way to say `intent`; open parts stay as they are written."""
    return tuple(sentence for way in book().ways[intent] for sentence in way)


@cache
def book() -> Book:
    """The sentences of the folder."""
    files = sorted(FOLDER.glob("*.toml"))
    return read_book(
        {file.stem: file.read_text(encoding="utf-8") for file in files if file.name != FRAME},
        (FOLDER / FRAME).read_text(encoding="utf-8"),
    )


def read_book(files: Mapping[str, str], frame: str) -> Book:
    """Write out the sentences of TOML texts. Raises ValueError for a fault, naming intent, sentence or screen."""
    table = tomllib.loads(frame)
    ways: dict[str, tuple[tuple[str, ...], ...]] = {}
    for source in files.values():
        for intent, templates in tomllib.loads(source).items():
            if intent in ways:
                raise ValueError(f"{intent} stands in two files")
            ways[intent] = tuple(tuple(expand(template, table.get("rules", {}))) for template in templates)
    live = _screens(table.get("screens", {}))
    for screen, intents in live.items():
        if stray := set(intents) - ways.keys():
            raise ValueError(f"screen {screen} names unknown intents: {sorted(stray)}")
    meant: dict[str, str] = {}
    for intent, written in ways.items():
        for sentence in (each for way in written for each in way):
            _check(intent, sentence)
            if meant.setdefault(sentence, intent) != intent:
                raise ValueError(f"{sentence} is said for {meant[sentence]} and for {intent}")
    return Book(
        ways=ways,
        plain={sentence: intent for sentence, intent in meant.items() if not _SLOT.search(sentence)},
        open=tuple((saying(sentence), intent) for sentence, intent in meant.items() if _SLOT.search(sentence)),
        screens=live,
        grammars={name: tuple(intents) for name, intents in table.get("grammars", {}).items()},
    )


def _screens(table: Mapping[str, list[str] | dict[str, list[str]]]) -> dict[str, tuple[str, ...]]:
    """The intents of each screen; "@household" stands for a list of that name."""
    lists = {f"@{name}": each for name, each in table.items() if isinstance(each, list)}
    named = table.get("intents", {})
    assert isinstance(named, dict)
    live = {}
    for screen, intents in named.items():
        every = (one for each in (*intents, "@everywhere") for one in lists.get(each, [each]))
        live[screen] = tuple(dict.fromkeys(one for one in every if one != "@everywhere"))
    return live


def _check(intent: str, sentence: str) -> None:
    if not sentence:
        raise ValueError(f"{intent}: a sentence may not be empty")
    if stray := set(_SLOT.findall(sentence)) - {*ROWS, *FILLED}:
        raise ValueError(f"{intent}: {sentence} names unknown slots: {sorted(stray)}")


def _row(sentence: str) -> str:
    return _SLOT.sub(lambda slot: ROWS[slot[1]].pattern if slot[1] in ROWS else slot[0], sentence)
