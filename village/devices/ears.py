"""Ears: small questions to one recogniser, several at once on the same sound, and only whole phrases for answers.

Confidence rejects nothing here (unrelated sentences come back with 0.5 to 0.97), so the one test is whether
the whole output of a grammar is a phrase it knows. vosk is imported when a model is loaded, not before.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from village.devices.lexicon import UNKNOWN, Grammar, Lexicon

SAMPLE_RATE = 16_000
"""Samples a second: 16 bit, one channel, little-endian."""


MODEL = "vosk-model-small-cn-0.22"
"""The model's name in voice_models/manifest.toml."""


class EarsError(Exception):
    """The model could not be loaded; the text names its folder."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A whole phrase was said.

    `grammar` and `phrase` are the first, in the order the grammars were given, whose whole output was one of
    its phrases. `by_grammar` says of every grammar what it heard: a whole phrase, or None.
    """

    grammar: str
    phrase: str
    by_grammar: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Partial:
    """What the sound so far comes to. `text` is every grammar's output, blanks out, joined by "/"."""

    text: str
    heard: Heard | None


class Listening(Protocol):
    """One utterance."""

    missing: Mapping[str, tuple[str, ...]]

    def feed(self, pcm: bytes) -> Partial:
        """Take in more 16-bit samples at SAMPLE_RATE and say what they come to so far."""

    def finish(self) -> Partial:
        """What was said up to here, as well as it can be told. Costs more than `feed`; more may follow."""


class Ears(Protocol):
    """What an engine supplies to be the ears; README.md says what each part has to hold to."""

    def listen(self, grammars: Mapping[str, Sequence[str]]) -> Listening:
        """Listen for the phrases of these grammars, all at once on the same sound."""

    def lacks(self, phrase: str) -> tuple[str, ...]:
        """The characters of `phrase` that these ears have no word for: () if it can be heard."""


class VoskEars:
    """The small Chinese vosk model: loaded once, some 110 MB, held for life. Raises EarsError."""

    def __init__(self, model: Path) -> None:
        import vosk

        vosk.SetLogLevel(-1)
        try:
            self._model = vosk.Model(str(model))
        except Exception as why:  # vosk raises nothing narrower
            raise EarsError(f"{model} is no model that vosk can load") from why
        self._lexicon = Lexicon(lambda word: self._model.vosk_model_find_word(word) >= 0)

    def listen(self, grammars: Mapping[str, Sequence[str]]) -> Listener:
        """Listen for the phrases of these grammars. What the model lacks is in the listener's `missing`."""
        return Listener(self._model, {name: self._lexicon.grammar(phrases) for name, phrases in grammars.items()})

    def lacks(self, phrase: str) -> tuple[str, ...]:
        """The characters that keep `phrase` from being heard: () if it can be."""
        return self._lexicon.lacks(phrase)


class Listener:
    """One utterance through one vosk recogniser for each grammar."""

    def __init__(self, model: Any, grammars: Mapping[str, Grammar]) -> None:
        self._decoders = {name: _Decoder(model, grammar) for name, grammar in grammars.items() if grammar.entries}
        self._silent = {name: None for name in grammars}
        self.missing: Mapping[str, tuple[str, ...]] = {
            phrase: lacks for each in grammars.values() for phrase, lacks in each.missing.items()
        }

    def feed(self, pcm: bytes) -> Partial:
        """Take in 16-bit samples at SAMPLE_RATE (an even number of bytes)."""
        return self._partial({name: decoder.feed(pcm) for name, decoder in self._decoders.items()})

    def finish(self) -> Partial:
        """The last word on what was said up to here."""
        return self._partial({name: decoder.finish() for name, decoder in self._decoders.items()})

    def _partial(self, texts: Mapping[str, str]) -> Partial:
        whole = {name: self._decoders[name].grammar.whole(text) for name, text in texts.items()}
        by_grammar = {**self._silent, **whole}
        heard = next((Heard(name, said, by_grammar) for name, said in by_grammar.items() if said), None)
        return Partial("/".join(texts.values()).strip("/"), heard)


class _Decoder:
    """One recogniser. It ends a segment at every short pause; an utterance is all its segments together."""

    def __init__(self, model: Any, grammar: Grammar) -> None:
        import vosk

        self.grammar = grammar
        entries = json.dumps([*grammar.entries, UNKNOWN], ensure_ascii=False)
        self._recogniser = vosk.KaldiRecognizer(model, SAMPLE_RATE, entries)
        self._before = ""

    def feed(self, pcm: bytes) -> str:
        if self._recogniser.AcceptWaveform(pcm):
            self._before += _text(self._recogniser.Result(), "text")
            return self._before
        return self._before + _text(self._recogniser.PartialResult(), "partial")

    def finish(self) -> str:
        self._before += _text(self._recogniser.FinalResult(), "text")
        return self._before


def _text(answer: str, key: str) -> str:
    return str(json.loads(answer)[key]).replace(" ", "")
