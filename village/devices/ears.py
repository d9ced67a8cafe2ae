"""Ears: small questions to one recogniser, several at once on the same sound, and only whole phrases for answers.

Confidence rejects nothing here (unrelated sentences come back with 0.5 to 0.97), so the one test is whether
the whole output of a grammar is a phrase it knows. vosk is imported when a model is loaded, not before.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from village.devices.lexicon import UNKNOWN, Grammar, Guess, Lexicon

SAMPLE_RATE = 16_000
"""Samples a second: 16 bit, one channel, little-endian."""


ALTERNATIVES = 10
"""Outputs of a recogniser that are looked at. A bigram often puts one that is no phrase (戴永强, where 戴永巧 and
another 强 live) a hair before the one that is."""

FAR_BEHIND = 3.0
"""In the recogniser's logarithmic measure, for each character of a phrase: a long one is not found by chance. Where any
recogniser hears something so much likelier than the phrase, the phrase was not said: each is the referee of the others,
and none of them is free."""

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
        import vosk

        vosk.SetLogLevel(-1)
        try:
            self._model = vosk.Model(str(model))
        except Exception as why:  # vosk raises nothing narrower
            raise EarsError(f"{model} is no model that vosk can load") from why
        self._lexicon = Lexicon(lambda word: self._model.vosk_model_find_word(word) >= 0, alike)

    def listen(
        self, grammars: Mapping[str, Sequence[str]], slots: Mapping[str, Sequence[str]] | None = None
    ) -> Listener:
        """Listen for the phrases of these grammars. What the model lacks is in the listener's `missing`."""
        asked = {name: self._lexicon.grammar(phrases, slots) for name, phrases in grammars.items()}
        return Listener(self._model, asked)

    def lacks(self, phrase: str) -> tuple[str, ...]:
        """The characters that keep `phrase` from being heard: () if it can be."""
        return self._lexicon.lacks(phrase)


class Listener:
    """One utterance through one vosk recogniser for each grammar."""

    def __init__(self, model: Any, grammars: Mapping[str, Grammar]) -> None:
        self._decoders = {name: _Decoder(model, grammar) for name, grammar in grammars.items() if grammar.entries}
        self._names = tuple(grammars)
        self.missing: Mapping[str, tuple[str, ...]] = {
            phrase: lacks for each in grammars.values() for phrase, lacks in each.missing.items()
        }

    def feed(self, pcm: bytes) -> Partial:
        """Take in 16-bit samples at SAMPLE_RATE (an even number of bytes)."""
        return self._partial({name: [Guess(decoder.feed(pcm))] for name, decoder in self._decoders.items()})

    def finish(self) -> Partial:
        """The last word on what was said up to here."""
        guesses = {name: decoder.finish() for name, decoder in self._decoders.items()}
        partial = self._partial(guesses)
        texts = {
            name: tuple(dict.fromkeys(guess.text for guess in each if guess.text)) for name, each in guesses.items()
        }
        return replace(partial, alternatives={name: outputs for name, outputs in texts.items() if outputs})

    def _partial(self, guesses: Mapping[str, list[Guess]]) -> Partial:
        believed = {name: self._decoders[name].grammar.believed(each) for name, each in guesses.items()}
        best = max((each[0].likelihood for each in guesses.values()), default=0.0)
        near = {
            name: found
            for name, found in believed.items()
            if found and found.likelihood > best - FAR_BEHIND * len(found.text)
        }
        whole = sorted(
            ((found.likelihood, name) for name, found in near.items()),
            key=lambda pair: -pair[0],  # of equals the first grammar: sorting is stable
        )
        text = "/".join(each[0].text for each in guesses.values()).strip("/")
        if not whole:
            return Partial(text, None)
        likelihood, first = whole[0]
        order = dict.fromkeys([*(name for _, name in whole), *self._names])
        by_grammar = {name: found.text if (found := near.get(name)) else None for name in order}
        others = max((each[0].likelihood for name, each in guesses.items() if name != first), default=0.0)
        score, lead = round(1 / (1 + best - likelihood), 3), round(likelihood - others, 1)
        return Partial(text, Heard(first, by_grammar[first] or "", by_grammar, score, lead))


class _Decoder:
    """One recogniser. It ends a segment at every short pause; an utterance is all its segments together."""

    def __init__(self, model: Any, grammar: Grammar) -> None:
        import vosk

        self.grammar = grammar
        entries = json.dumps([*grammar.entries, *grammar.edges, UNKNOWN], ensure_ascii=False)
        self._recogniser = vosk.KaldiRecognizer(model, SAMPLE_RATE, entries)
        self._recogniser.SetMaxAlternatives(ALTERNATIVES)
        self._before = [Guess("")]

    def feed(self, pcm: bytes) -> str:
        if self._recogniser.AcceptWaveform(pcm):
            self._go_on(self._recogniser.Result())
            return self._before[0].text
        return self._before[0].text + _plain(json.loads(self._recogniser.PartialResult())["partial"])

    def finish(self) -> list[Guess]:
        self._go_on(self._recogniser.FinalResult())
        return self._before

    def _go_on(self, answer: str) -> None:
        """Put each of the likeliest outputs of a segment behind each of those before."""
        found = json.loads(answer)["alternatives"]
        segment = [Guess(_plain(each["text"]), each["confidence"]) for each in found] or [Guess("")]
        joined = [Guess(a.text + b.text, a.likelihood + b.likelihood) for a in self._before for b in segment]
        self._before = sorted(joined, key=lambda guess: -guess.likelihood)[:ALTERNATIVES]


def _plain(text: str) -> str:
    return text.replace(" ", "")
