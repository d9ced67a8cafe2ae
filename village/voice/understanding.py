"""What one utterance comes to, by itself: for trying a sentence or a recording without a kiosk."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from village.devices.ears import SAMPLE_RATE, Ears
from village.devices.lexicon import UNKNOWN
from village.language import Match, match
from village.language.sentences import Book, grammars_of
from village.language.sounds import Syllable, distance, syllables
from village.voice.vocabulary import Vocabulary

ALTERNATIVES = 3
_FAR = 0.5  # of a syllable, for each syllable of a sentence: what is farther is not a thing nearly said
_SLICE = 2 * SAMPLE_RATE // 10


@dataclass(frozen=True, slots=True)
class Understanding:
    """`text` as it was said or heard, `alternatives` what else it may have been, `intent` None where no sentence was
    known. `score` is 1 for the likeliest, less the less likely, 0 for none. `milliseconds` is the time it took."""

    text: str
    alternatives: tuple[str, ...] = ()
    intent: str | None = None
    slots: Mapping[str, str] = field(default_factory=dict)
    score: float = 0.0
    milliseconds: int = 0


def of_text(text: str, village: Vocabulary, intents: Collection[str]) -> Understanding:
    """What a written sentence means; where it is none, those that sound nearest are its alternatives."""
    started = time.monotonic()
    found = match(text, intents, village.slots, village.book)
    near = () if found else _nearest(text, frozenset(intents), village.book)
    return _told(found, text, near, 1.0 if found else 0.0, started)


def of_sound(ears: Ears, pcm: bytes, village: Vocabulary, intents: Collection[str]) -> Understanding:
    """What is said in 16-bit samples at SAMPLE_RATE, heard by the grammars of these intents, to its end."""
    started = time.monotonic()
    slots = {name: list(values) for name, values in village.slots.items()}
    listening = ears.listen(grammars_of(tuple(intents), village.book), slots)
    for start in range(0, len(pcm), _SLICE):
        listening.feed(pcm[start : start + _SLICE])
    partial = listening.finish()
    heard = [each for each in partial.heard.by_grammar.values() if each] if partial.heard else []
    found = next((known for each in heard if (known := match(each, intents, village.slots, village.book))), None)
    outputs = (each[0] for each in partial.alternatives.values() if UNKNOWN not in each[0])
    others = tuple(dict.fromkeys(each for each in (*heard, *outputs) if not found or each != found.phrase))
    text = found.phrase if found else next(iter(others), "")
    score = partial.heard.score if found and partial.heard else 0.0
    return _told(found, text, tuple(each for each in others if each != text), score, started)


def _told(found: Match | None, text: str, others: tuple[str, ...], score: float, started: float) -> Understanding:
    took = round((time.monotonic() - started) * 1000)
    if found is None:
        return Understanding(text, others, milliseconds=took)
    return Understanding(text, others, found.intent, dict(found.slots), score, took)


def _nearest(text: str, intents: frozenset[str], known: Book) -> tuple[str, ...]:
    said = syllables(text)
    measured = ((distance(said, sound), sentence) for sentence, sound in _sounds(intents, known))
    near = sorted(pair for pair in measured if pair[0] <= _FAR * len(said))
    return tuple(sentence for _, sentence in near[:ALTERNATIVES])


@lru_cache(maxsize=8)
def _sounds(intents: frozenset[str], known: Book) -> list[tuple[str, tuple[Syllable, ...]]]:
    return [(sentence, syllables(sentence)) for sentence, intent in known.plain.items() if intent in intents]
