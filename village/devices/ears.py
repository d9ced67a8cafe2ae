"""Ears: small questions to one recogniser, several at once on the same sound, and only whole phrases for answers.

Confidence rejects nothing here (unrelated sentences come back with 0.5 to 0.97), so the one test is whether
the whole output of a grammar is a phrase it knows. vosk is imported when a model is loaded.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from village.devices import recogniser
from village.devices.lexicon import UNKNOWN, Grammar, Guess, Lexicon
from village.devices.loudness import Loudness
from village.devices.questions import Question, shared
from village.devices.recogniser import SAMPLE_RATE, Recogniser, Word

__all__ = ["SAMPLE_RATE"]

FAR_BEHIND = 3.0
"""In the recogniser's logarithmic measure, for each character of a phrase: a long one is not found by chance. Where any
recogniser hears something so much likelier than the phrase, the phrase was not said: each is the referee of the others,
and none of them is free."""

_AMONG_OTHERS = 0.1
"""The score of a phrase that was heard among other words."""

_QUIETER = 6.0
"""dB below the loudest word: so much quieter is somebody else, further away."""

_REMEMBERED = 8
"""Questions that are kept ready: those of the screens that a visit goes through."""

_Asked = tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]
"""Grammars and slots, as they were asked for."""

MODEL = "vosk-model-small-cn-0.22"
"""The model's name in voice_models/manifest.toml."""


class EarsError(Exception):
    """The model could not be loaded; the text names its folder."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A whole phrase was said.

    `grammar` and `phrase` are the likeliest (while speech goes on: the first, in the order the grammars were given)
    whose whole output was one of its phrases. `by_grammar` says of every grammar what it heard, the likeliest first:
    a whole phrase, or None. `score` is 1 where the phrase was the likeliest of all that was heard, and less the
    further down it stood: never a reason to believe it. `lead` is how far ahead it was of all that the other
    recognisers heard, below zero for behind: what acts at once should lead clearly.
    """

    grammar: str
    phrase: str
    by_grammar: Mapping[str, str | None] = field(default_factory=dict)
    score: float = 1.0
    lead: float = 0.0


@dataclass(frozen=True, slots=True)
class Partial:
    """What the sound so far comes to. `text` is every grammar's output, blanks out, joined by "/".

    `alternatives` are, once speech has ended, the likeliest outputs of each grammar, the best first.
    """

    text: str
    heard: Heard | None
    alternatives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Listening(Protocol):
    """One utterance."""

    missing: Mapping[str, tuple[str, ...]]

    def feed(self, pcm: bytes) -> Partial:
        """Take in more 16-bit samples at SAMPLE_RATE and say what they come to so far."""

    def finish(self) -> Partial:
        """What was said up to here, as well as it can be told. Costs more than `feed`; more may follow."""


class Ears(Protocol):
    """What an engine supplies to be the ears; README.md says what each part has to hold to."""

    def listen(self, grammars: Mapping[str, Sequence[str]], slots: Mapping[str, Sequence[str]]) -> Listening:
        """Listen for the phrases of these grammars, all at once on the same sound; `slots` fill their open parts."""

    def lacks(self, phrase: str) -> tuple[str, ...]:
        """The characters of `phrase` that these ears have no word for: () if it can be heard."""


class VoskEars:
    """The small Chinese vosk model: loaded once, some 110 MB, held for life. Raises EarsError.

    `alike` gives characters that sound the same, for those the model has no word for.
    """

    def __init__(self, model: Path, alike: Callable[[str], str] = lambda _: "") -> None:
        try:
            self._model = recogniser.load(model)
        except Exception as why:  # vosk raises nothing narrower
            raise EarsError(f"{model} is no model that vosk can load") from why
        self.lexicon = Lexicon(lambda word: self._model.vosk_model_find_word(word) >= 0, alike)
        self._questions: dict[_Asked, tuple[Question, ...]] = {}
        self._idle: dict[_Asked, tuple[Recogniser, ...]] = {}

    def listen(
        self, grammars: Mapping[str, Sequence[str]], slots: Mapping[str, Sequence[str]] | None = None
    ) -> Listener:
        """Listen for the phrases of these grammars. What the model lacks is in the listener's `missing`."""
        filled = tuple((slot, tuple(values)) for slot, values in (slots or {}).items())
        asked = (tuple((name, tuple(phrases)) for name, phrases in grammars.items()), filled)
        questions = self._questions.pop(asked, None)
        if questions is None:
            questions = shared({name: self.lexicon.grammar(phrases, dict(filled)) for name, phrases in asked[0]})
        self._questions = {**dict(list(self._questions.items())[-_REMEMBERED + 1 :]), asked: questions}
        self._idle = {each: idle for each, idle in self._idle.items() if each in self._questions}
        recognisers = self._idle.pop(asked, None)
        if recognisers is None:
            recognisers = tuple(Recogniser(self._model, each) for each in questions if each.entries)
        listener = Listener(recognisers, questions, tuple(grammars))
        weakref.finalize(listener, self._take_back, asked, recognisers).atexit = False
        return listener

    def _take_back(self, asked: _Asked, recognisers: tuple[Recogniser, ...]) -> None:
        """A listener was let go: what it listened with is ready for the next one."""
        for each in recognisers:
            each.begin()
        self._idle[asked] = recognisers

    def lacks(self, phrase: str) -> tuple[str, ...]:
        """The characters that keep `phrase` from being heard: () if it can be."""
        return self.lexicon.lacks(phrase)


class Listener:
    """One utterance through few recognisers, each of them asked several grammars."""

    def __init__(
        self, recognisers: Sequence[Recogniser], questions: Sequence[Question], names: tuple[str, ...]
    ) -> None:
        self._recognisers, self._names, self._loudness = recognisers, names, Loudness()
        self.missing: Mapping[str, tuple[str, ...]] = {
            phrase: lacks
            for question in questions
            for each in question.grammars.values()
            for phrase, lacks in each.missing.items()
        }

    def feed(self, pcm: bytes) -> Partial:
        """Take in 16-bit samples at SAMPLE_RATE (an even number of bytes)."""
        self._loudness.feed(pcm)
        return self._partial([[Guess(each.feed(pcm))] for each in self._recognisers])

    def finish(self) -> Partial:
        """The last word on what was said up to here."""
        guesses = [each.finish() for each in self._recognisers]
        texts = {
            name: tuple(dict.fromkeys(guess.text for guess in each if guess.text))
            for decoder, each in zip(self._recognisers, guesses, strict=True)
            for name in decoder.question.grammars
        }
        partial = self._partial(guesses)
        if partial.heard is None:
            partial = replace(partial, heard=self._inside(guesses))
        return replace(partial, alternatives={name: outputs for name, outputs in texts.items() if outputs})

    def _partial(self, guesses: Sequence[list[Guess]]) -> Partial:
        best = max((each[0].likelihood for each in guesses), default=0.0)
        near: dict[str, Guess] = {}
        for decoder, each in zip(self._recognisers, guesses, strict=True):
            for name, grammar in decoder.question.grammars.items():
                found = grammar.believed(each)
                if found and found.likelihood > best - FAR_BEHIND * len(found.text):
                    near[name] = found
        text = "/".join(each[0].text for each in guesses).strip("/")
        if not near:
            return Partial(text, None)
        order = sorted(near, key=lambda name: (-near[name].likelihood, self._names.index(name)))
        first = order[0]
        likelihood = near[first].likelihood
        by_grammar = {name: near[name].text if name in near else None for name in (*order, *self._names)}
        lead = likelihood - self._beside(first, guesses)
        score = round(1 / (1 + best - likelihood), 3)
        return Partial(text, Heard(first, near[first].text, by_grammar, score, round(lead, 1)))

    def _inside(self, guesses: Sequence[list[Guess]]) -> Heard | None:
        """A phrase that the likeliest output of all holds among other words. It leads nothing: not enough to act on."""
        if not guesses:
            return None
        place = max(range(len(guesses)), key=lambda at: guesses[at][0].likelihood)
        likeliest = self._recognisers[place]
        near = self._near(likeliest.words)
        text = guesses[place][0].text.replace(UNKNOWN, "")
        grammars = likeliest.question.grammars
        found = {name: said for name, one in grammars.items() if (said := _first(one, near) or one.inside(text))}
        if not found:
            return None
        first = max(found, key=lambda name: len(found[name]))
        return Heard(first, found[first], {name: found.get(name) for name in (first, *self._names)}, _AMONG_OTHERS)

    def _near(self, words: Sequence[Word]) -> list[str]:
        """What is left of an output without words at its ends that are much quieter than its loudest, the longest
        first: people who talk further off are heard before a visitor begins, and after."""
        levels = [self._loudness.between(word.start, word.end) for word in words]
        quiet = [level < max(levels) - _QUIETER for level in levels]
        spans = [
            (start, end)
            for start in range(len(words))
            for end in range(start + 1, len(words) + 1)
            if all(quiet[:start]) and all(quiet[end:])
        ]
        spans.sort(key=lambda span: span[0] - span[1])
        return ["".join(word.text for word in words[start:end]) for start, end in spans]

    def _beside(self, first: str, guesses: Sequence[list[Guess]]) -> float:
        """How likely the likeliest is that speaks against grammar `first`: what another recogniser makes of the sound,
        or a phrase of another grammar of the same recogniser."""
        against = [0.0]
        for decoder, each in zip(self._recognisers, guesses, strict=True):
            if first not in decoder.question.grammars:
                against.append(each[0].likelihood)
                continue
            others = (grammar.believed(each) for name, grammar in decoder.question.grammars.items() if name != first)
            against += [found.likelihood for found in others if found]
        return max(against)


def _first(grammar: Grammar, texts: Sequence[str]) -> str | None:
    """The first whole phrase among these."""
    return next((said for text in texts if (said := grammar.whole(text))), None)
