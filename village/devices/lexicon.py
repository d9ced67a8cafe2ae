"""Phrases in the words that the model has.

The recogniser's grammar takes only words of the model's own vocabulary and drops any other without a word
(vosk-api issues 690, 2045). So every phrase is cut into words here, and what cannot be said in them is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

UNKNOWN = "[unk]"
"""What a grammar decoder answers for sound that is none of its words."""

LONGEST_WORD = 7
"""Characters; in the small Chinese model all but a handful of its 99,987 words are as short."""

_ROW = re.compile(r"\[(\w+)\]\{(\d+),(\d+)\}")


@dataclass(frozen=True, slots=True)
class Grammar:
    """A small question to the recogniser: its entries, and which whole outputs answer it.

    `entries` are phrases with blanks between words. `phrases` maps an output to the phrase it stands for
    (itself, unless a character was replaced by one of the same sound); `rows` accept what cannot be listed,
    as the digits of a household number. `missing` names each phrase that cannot be heard as it is written,
    with the characters the model lacks.
    """

    entries: tuple[str, ...]
    phrases: Mapping[str, str]
    rows: tuple[re.Pattern[str], ...]
    missing: Mapping[str, tuple[str, ...]]

    def whole(self, text: str) -> str | None:
        """The phrase that `text` (without blanks) is as a whole, or None."""
        if (phrase := self.phrases.get(text)) is not None:
            return phrase
        return text if any(row.fullmatch(text) for row in self.rows) else None


class Lexicon:
    """The model's vocabulary. `knows` says whether the model has a word."""

    def __init__(self, knows: Callable[[str], bool]) -> None:
        self._knows = knows
        self._cut: dict[str, tuple[str, ...] | None] = {}

    def words(self, phrase: str) -> tuple[str, ...] | None:
        """`phrase` in the fewest words of the model, longer words first; None if they do not cover it."""
        if phrase not in self._cut:
            self._cut[phrase] = self._fewest(phrase)
        return self._cut[phrase]

    def lacks(self, phrase: str) -> tuple[str, ...]:
        """The characters that keep `phrase` from being heard as written: () if it can be."""
        row = _ROW.search(phrase)
        if row is None:
            return self._lacks(phrase)
        inside = tuple(each for each in row[1] if not self._knows(each))
        return self._lacks(phrase[: row.start()]) + inside + self._lacks(phrase[row.end() :])

    def grammar(self, phrases: Iterable[str]) -> Grammar:
        """The grammar of these phrases; what the model lacks is in its `missing`."""
        entries: dict[str, None] = {}
        plain: dict[str, str] = {}
        rows: list[re.Pattern[str]] = []
        missing: dict[str, tuple[str, ...]] = {}
        for phrase in phrases:
            if lacks := self.lacks(phrase):
                missing[phrase] = lacks
            if row := _ROW.search(phrase):
                around = (phrase[: row.start()], phrase[row.end() :])
                if all(self.words(part) is not None for part in around):
                    rows.append(re.compile(re.escape(around[0]) + row[0] + re.escape(around[1])))
                    pieces = [*around, *(each for each in row[1] if self._knows(each))]
                    entries |= dict.fromkeys(" ".join(self.words(piece) or ()) for piece in pieces if piece)
            elif words := self.words(phrase):
                plain[phrase] = phrase
                entries[" ".join(words)] = None
        return Grammar(tuple(entries), plain, tuple(rows), missing)

    def _lacks(self, text: str) -> tuple[str, ...]:
        if self.words(text) is not None:
            return ()
        # A character without a word of its own may still be reachable inside a longer word (淑 in 淑珍).
        return tuple(dict.fromkeys(each for each in text if not self._knows(each)))

    def _fewest(self, text: str) -> tuple[str, ...] | None:
        best: list[tuple[str, ...] | None] = [None] * len(text) + [()]
        for start in reversed(range(len(text))):
            for end in range(min(start + LONGEST_WORD, len(text)), start, -1):
                rest = best[end]
                found = best[start]
                if rest is not None and (found is None or len(rest) + 1 < len(found)) and self._knows(text[start:end]):
                    best[start] = (text[start:end], *rest)
        return best[0]
