"""Phrases in the words that the model has.

The recogniser's grammar takes only words of the model's own vocabulary and drops any other without a word
(vosk-api issues 690, 2045). So every phrase is cut into words here, and what cannot be said in them is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from village.model.saying import Part, Saying, saying

UNKNOWN = "[unk]"
"""What a grammar decoder answers for sound that is none of its words."""

SHORTEST_IN_NOISE = 4
"""Characters of a phrase that may have other sound around it."""

SHORTEST_IN_TALK = 5
"""Characters of a phrase that may have other words around it."""

STRAY = 3
"""Characters of those, before it and behind."""

FAINT = "了的得"
"""Particles in the neutral tone: half as long as other syllables, without a vowel of their own (Chao 1968, 1.3.6), and
so heard one for another."""

FAINT_AT_THE_END = FAINT + "地呢哪能来里等到大"
"""What such a particle is taken for when it is the last that is said, and still fainter."""

SHORTEST_FAINT = 3
"""Characters of a phrase in which one of them may be another."""

LONGEST_WORD = 7
"""Characters; in the small Chinese model all but a handful of its 99,987 words are as short."""

_ROW = re.compile(r"\[(\w+)\]\{\d+,\d+\}")
_ONCE = "{1,1}"


@dataclass(frozen=True, slots=True)
class Guess:
    """One output of a recogniser, and how likely it is, in its own logarithmic measure: of one sound, that can be
    compared between recognisers."""

    text: str
    likelihood: float = 0.0


@dataclass(frozen=True, slots=True)
class Grammar:
    """A small question to the recogniser: its entries, and which whole outputs answer it.

    `entries` are phrases with blanks between words. `phrases` maps an output to the phrase it stands for
    (itself, unless a character was replaced by one of the same sound); `open` are those with open parts, and
    `slots` what may stand there, again from outputs to what they stand for. `missing` names each phrase that
    cannot be heard as it is written, with the characters the model lacks.
    """

    entries: tuple[str, ...]
    phrases: Mapping[str, str]
    open: tuple[Saying, ...]
    slots: Mapping[str, Mapping[str, str]]
    missing: Mapping[str, tuple[str, ...]]
    loose: bool = False
    """Whether its open parts are rows of characters, or mostly filled with words of a single one, as names are."""

    @property
    def edges(self) -> tuple[str, ...]:
        """Further entries: other sound before and behind each."""
        cut = [entry.split() for entry in self.entries]
        before, behind = ([f"{UNKNOWN} {words[0]}" for words in cut], [f"{words[-1]} {UNKNOWN}" for words in cut])
        return tuple(dict.fromkeys(before + behind))

    def believed(self, guesses: Iterable[Guess]) -> Guess | None:
        """The first whole phrase among the likeliest outputs."""
        found = ((self.whole(guess.text), guess.likelihood) for guess in guesses)
        return next((Guess(said, likelihood) for said, likelihood in found if said), None)

    def whole(self, text: str) -> str | None:
        """The phrase that `text` (without blanks) is as a whole, or None.

        Sound that is none of the words may stand before and behind it, as talk in a noisy room does, if the phrase
        is long enough not to be found in anything by chance. One particle may be another that is hardly said either,
        where only one phrase is meant then.
        """
        core = text.removeprefix(UNKNOWN).removesuffix(UNKNOWN)
        if core != text and len(core) < SHORTEST_IN_NOISE:
            return None
        return self._phrase(core) or self._faintly(core)

    def _faintly(self, text: str) -> str | None:
        if self.loose or len(text) < SHORTEST_FAINT:
            return None
        last = len(text) - 1
        places = (at for at, each in enumerate(text) if each in (FAINT_AT_THE_END if at == last else FAINT))
        meant = {self.phrases.get(text[:at] + other + text[at + 1 :]) for at in places for other in FAINT} - {None}
        return meant.pop() if len(meant) == 1 else None

    def inside(self, text: str) -> str | None:
        """The longest phrase in `text` that has hardly anything before and behind it, or None: other people's talk in
        the room becomes a word or two at its ends, out of the words that are listened for."""
        ends = range(STRAY + 1)
        cuts = sorted((before + behind, before, len(text) - behind) for before in ends for behind in ends)
        parts = (text[start:end] for _, start, end in cuts if end - start >= SHORTEST_IN_TALK)
        return next((phrase for part in parts if (phrase := self._phrase(part))), None)

    def _phrase(self, text: str) -> str | None:
        if (phrase := self.phrases.get(text)) is not None:
            return phrase
        for each in self.open:
            if (found := each.fill(text, self.slots)) is not None:
                meant = {slot: self.slots[slot][said] for slot, said in found.items()}
                return each.text.format_map(meant) if meant else text
        return None


class Lexicon:
    """The model's vocabulary. `knows` says whether the model has a word, `alike` which characters sound the same."""

    def __init__(self, knows: Callable[[str], bool], alike: Callable[[str], str] = lambda _: "") -> None:
        self._knows, self._alike = knows, alike
        self._cut: dict[str, tuple[str, ...] | None] = {}

    def words(self, phrase: str) -> tuple[str, ...] | None:
        """`phrase` in the fewest words of the model, longer words first; None if they do not cover it."""
        if phrase not in self._cut:
            self._cut[phrase] = self._fewest(phrase)
        return self._cut[phrase]

    def lacks(self, phrase: str) -> tuple[str, ...]:
        """The characters that keep `phrase` from being heard, by any spelling: () if it can be."""
        inside = tuple(each for row in _ROW.finditer(phrase) for each in row[1] if not self._knows(each))
        around = (each.text for each in saying(phrase).parts if not (each.slot or each.row))
        return tuple(dict.fromkeys((*(lack for text in around for lack in self._lacks(text)), *inside)))

    def respelt(self, phrase: str) -> str:
        """`phrase` in characters the model has, others of the same sound in place of those it lacks."""
        for each in dict.fromkeys(phrase):
            if self.words(phrase) is not None:
                break
            if not self._knows(each):
                phrase = phrase.replace(each, self._other(each) or each)
        return phrase

    def grammar(self, phrases: Iterable[str], slots: Mapping[str, Iterable[str]] | None = None) -> Grammar:
        """The grammar of these phrases; what the model lacks is in its `missing`."""
        plain: dict[str, str] = {}
        opened: list[Saying] = []
        missing: dict[str, tuple[str, ...]] = {}
        for phrase in phrases:
            if lacks := self.lacks(phrase):
                missing[phrase] = lacks
            found = saying(phrase)
            if not found.open:
                plain |= {} if lacks else {self.respelt(phrase): phrase}
            elif all(part.slot or part.row or self.words(part.text) for part in found.parts):
                opened.append(found)
        named = {part.slot for each in opened for part in each.parts if part.slot}
        filled = {slot: self._fillings((slots or {}).get(slot, ()), missing) for slot in sorted(named)}
        entries = dict.fromkeys(" ".join(self.words(output) or ()) for output in plain)
        for each in opened:
            entries |= dict.fromkeys(self._joints(each, filled))
        rows = [part.row for each in opened for part in each.parts if part.row and not part.row.endswith(_ONCE)]
        loose = bool(rows) or any(map(self._single, filled.values()))
        return Grammar(tuple(entries), plain, tuple(opened), filled, missing, loose)

    def _single(self, values: Iterable[str]) -> bool:
        words = [word for value in values for word in self.words(value) or ()]
        return sum(len(word) == 1 for word in words) * 2 > len(words)

    def _fillings(self, values: Iterable[str], missing: dict[str, tuple[str, ...]]) -> dict[str, str]:
        filled: dict[str, str] = {}
        for value in values:
            if lacks := self.lacks(value):
                missing[value] = lacks
            else:
                filled.setdefault(self.respelt(value), value)
        return filled

    def _joints(self, found: Saying, filled: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
        """Entries for a phrase with open parts: what fills them, and the words that meet where parts join.

        A grammar is a bigram over words, so this allows all that the phrase written out with each of three
        thousand names would, at a twentieth of its size.
        """
        cut = [self._choices(part, filled) for part in found.parts]
        for choices in cut:
            yield from (" ".join(words) for words in choices)
        for left, right in pairwise(cut):
            ends = dict.fromkeys(words[-1] if len(left) > 1 else " ".join(words) for words in left)
            starts = dict.fromkeys(words[0] if len(right) > 1 else " ".join(words) for words in right)
            yield from (f"{end} {start}" for end in ends for start in starts)
        for part, choices in zip(found.parts, cut, strict=True):
            if part.row and not part.row.endswith(_ONCE):  # any of a row may follow any, itself too
                yield from (f"{one} {other}" for (one,) in choices for (other,) in choices)

    def _choices(self, part: Part, filled: Mapping[str, Mapping[str, str]]) -> list[tuple[str, ...]]:
        if part.slot:
            return [self.words(each) or () for each in filled[part.slot]]
        if row := _ROW.fullmatch(part.text):
            return [(each,) for each in row[1] if self._knows(each)]
        return [self.words(part.text) or ()]

    def _other(self, character: str) -> str:
        return next((each for each in self._alike(character) if self._knows(each)), "")

    def _lacks(self, text: str) -> tuple[str, ...]:
        # A character without a word of its own may still be reachable inside a longer word (淑 in 淑珍).
        if self.words(respelt := self.respelt(text)) is not None:
            return ()
        return tuple(dict.fromkeys(each for each in respelt if not self._knows(each)))

    def _fewest(self, text: str) -> tuple[str, ...] | None:
        best: list[tuple[str, ...] | None] = [None] * len(text) + [()]
        for start in reversed(range(len(text))):
            for end in range(min(start + LONGEST_WORD, len(text)), start, -1):
                rest = best[end]
                found = best[start]
                if rest is not None and (found is None or len(rest) + 1 < len(found)) and self._knows(text[start:end]):
                    best[start] = (text[start:end], *rest)
        return best[0]
