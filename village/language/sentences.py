"""Which of the sentences we know was said? Not "what was said": a whole sentence is known, or it is not.

`sentences.toml` writes the sentences in a small strict subset of the hassil syntax: `[可选]`, `(甲|乙)`,
`<rule>` and one open slot, `{digits}`: four to six digit words.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

from village.language.numerals import parse_digits

FILE = Path(__file__).with_name("sentences.toml")
DIGIT_WORDS = "零一二三四五六七八九幺两洞"
_TOKEN = re.compile(r"[\[\]()|]|<\w+>|\{\w+\}|[^\[\]()|<>{}\s]+")


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of a sentence that is not written out: how it is recognised, and what it means."""

    pattern: str
    parse: Callable[[str], str]
    samples: tuple[str, ...]


SLOTS = {
    "digits": Slot(
        pattern=f"[{DIGIT_WORDS}〇]{{4,6}}",
        parse=parse_digits,
        # A grammar decoder joins pieces freely, so single words are enough to let it hear any row of them.
        samples=tuple(DIGIT_WORDS),
    )
}


@dataclass(frozen=True, slots=True)
class Match:
    """What was asked: the intent, the values of its slots (digits as "0317"), and the sentence as heard."""

    intent: str
    slots: Mapping[str, str] = field(default_factory=dict)
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """`sentences.toml`, written out. `plain` maps sentence to intent; `open` holds those with a slot."""

    intents: tuple[str, ...]
    plain: Mapping[str, str]
    open: tuple[tuple[re.Pattern[str], str], ...]
    screens: Mapping[str, tuple[str, ...]]
    slotted: Mapping[str, tuple[str, ...]]


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
    """All that the recogniser should be able to hear on `screen`.

    Whole sentences, and for a slot its words one by one: accept only what `match` accepts.
    """
    known, live = book(), intents_for(screen)
    plain = [sentence for sentence, intent in known.plain.items() if intent in live]
    pieces = [piece for intent in live for piece in known.slotted.get(intent, ())]
    return tuple(dict.fromkeys(plain + pieces))


def sentences_of(intent: str) -> tuple[str, ...]:
    """Every written-out way to say `intent`, slots aside."""
    return tuple(sentence for sentence, meant in book().plain.items() if meant == intent)


@cache
def book() -> Book:
    """Read and write out `sentences.toml`. Raises ValueError for a fault in it, naming intent and sentence."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    plain: dict[str, str] = {}
    opened: list[tuple[re.Pattern[str], str]] = []
    slotted: dict[str, tuple[str, ...]] = {}
    for intent, templates in table["intents"].items():
        for sentence in (each for template in templates for each in expand(template, table["rules"])):
            if "{" in sentence:
                opened.append((_pattern(sentence), intent))
                slotted[intent] = slotted.get(intent, ()) + _pieces(sentence)
            elif plain.setdefault(sentence, intent) != intent:
                raise ValueError(f"{sentence} is said for {plain[sentence]} and for {intent}")
    live = {screen: tuple(intents) for screen, intents in table["screens"].items()}
    for screen, intents in live.items():
        if stray := set(intents) - table["intents"].keys():
            raise ValueError(f"screen {screen} names unknown intents: {sorted(stray)}")
    return Book(tuple(table["intents"]), plain, tuple(opened), live, slotted)


def expand(template: str, rules: Mapping[str, str] | None = None) -> list[str]:
    """Every sentence that `template` stands for, in its order, each once; slots stay as `{name}`.

    Raises ValueError for a bracket that does not close, an empty choice, an unknown rule or slot.
    """
    tokens = _TOKEN.findall(template)
    if "".join(tokens) != re.sub(r"\s", "", template):
        raise ValueError(f"stray sign in {template!r}")
    sentences, rest = _choices(tokens, rules or {}, template)
    if rest:
        raise ValueError(f"{rest[0]!r} closes nothing in {template!r}")
    return list(dict.fromkeys(sentences))


def _choices(tokens: list[str], rules: Mapping[str, str], template: str) -> tuple[list[str], list[str]]:
    """Sequences parted by `|`, up to a closing bracket or the end; and what is left of the tokens."""
    found: list[str] = []
    while True:
        sequence, tokens = _sequence(tokens, rules, template)
        if sequence == [""]:
            raise ValueError(f"an empty choice in {template!r}")
        found += sequence
        if not tokens or tokens[0] != "|":
            return found, tokens
        tokens = tokens[1:]


def _sequence(tokens: list[str], rules: Mapping[str, str], template: str) -> tuple[list[str], list[str]]:
    so_far = [""]
    while tokens and tokens[0] not in ("|", ")", "]"):
        part, tokens = _part(tokens[0], tokens[1:], rules, template)
        so_far = [left + right for left, right in itertools.product(so_far, part)]
    return so_far, tokens


def _part(token: str, rest: list[str], rules: Mapping[str, str], template: str) -> tuple[list[str], list[str]]:
    if token in ("[", "("):
        inner, rest = _choices(rest, rules, template)
        if not rest or rest[0] != {"[": "]", "(": ")"}[token]:
            raise ValueError(f"{token!r} does not close in {template!r}")
        return (["", *inner] if token == "[" else inner), rest[1:]
    if token.startswith("<"):
        name = token[1:-1]
        if name not in rules:
            raise ValueError(f"unknown rule {token} in {template!r}")
        others = {key: value for key, value in rules.items() if key != name}  # a rule cannot hold itself
        return expand(rules[name], others), rest
    if token.startswith("{") and token[1:-1] not in SLOTS:
        raise ValueError(f"unknown slot {token} in {template!r}")
    return [token], rest


def _pattern(sentence: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", sentence)
    named = [f"(?P<{part}>{SLOTS[part].pattern})" if place % 2 else re.escape(part) for place, part in enumerate(parts)]
    return re.compile("".join(named))


def _pieces(sentence: str) -> tuple[str, ...]:
    parts = re.split(r"\{(\w+)\}", sentence)
    return tuple(
        piece for place, part in enumerate(parts) for piece in (SLOTS[part].samples if place % 2 else (part,)) if piece
    )
