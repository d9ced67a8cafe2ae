"""One vosk recogniser: what it makes of one utterance after the other.

Making one takes longer than hearing a word, and what it looked up of its grammar for one utterance it has ready for the
next: used again, it hears for two thirds of the compute. Of the voice before nothing is left.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from village.devices.lexicon import Guess
from village.devices.questions import Question

SAMPLE_RATE = 16_000
"""Samples a second: 16 bit, one channel, little-endian."""

ALTERNATIVES = 10
"""Outputs of a recogniser that are looked at. A bigram often puts one that is no phrase (戴永强, where 戴永巧 and
another 强 live) a hair before the one that is."""


_ENDS = re.compile(r"(?<=min-trailing-silence=)[\d.]+")
_LONGER = "30"  # seconds: than any utterance


@dataclass(frozen=True, slots=True)
class Word:
    """A word of an output, and the seconds of the utterance from and to which it was heard."""

    text: str
    start: float
    end: float


def load(folder: Path) -> Any:
    """The vosk model of a folder. Raises what vosk raises (Exception, nothing narrower) and OSError."""
    import vosk

    vosk.SetLogLevel(-1)
    with _patient(folder) as patient:
        return vosk.Model(str(patient))


@contextmanager
def _patient(folder: Path) -> Iterator[Path]:
    """The model's folder, but for its own ends of a segment, which would part a phrase at each short pause and hear its
    parts each by itself. When somebody has finished is for `endpoint.py` to say."""
    with TemporaryDirectory(prefix="village-ears-") as made:
        place = Path(made)
        for each in folder.resolve().iterdir():
            if each.name != "conf":
                (place / each.name).symlink_to(each)
        (place / "conf").mkdir()
        for each in (folder / "conf").iterdir():
            (place / "conf" / each.name).write_text(_ENDS.sub(_LONGER, each.read_text("ascii")), "ascii")
        yield place


class Recogniser:
    """Asked one question. Where it ends a segment all the same, an utterance is all its segments together."""

    def __init__(self, model: Any, question: Question) -> None:
        import vosk

        self.question = question
        self._recogniser = vosk.KaldiRecognizer(model, SAMPLE_RATE, question.entries)
        self._recogniser.SetMaxAlternatives(ALTERNATIVES)
        self._recogniser.SetWords(True)
        self._samples = self._began = 0
        self.begin()

    def begin(self) -> None:
        """Another utterance begins; one that was broken off is forgotten."""
        if self._samples > self._began:
            self._recogniser.FinalResult()  # what comes after it is heard by itself, as another speaker's
        self._began = self._samples
        self._before = [Guess("")]
        self.words: list[Word] = []

    def feed(self, pcm: bytes) -> str:
        """Take in more samples; the likeliest output so far."""
        self._samples += len(pcm) // 2
        if self._recogniser.AcceptWaveform(pcm):
            self._go_on(self._recogniser.Result())
            return self._before[0].text
        return self._before[0].text + _plain(json.loads(self._recogniser.PartialResult())["partial"])

    def finish(self) -> list[Guess]:
        """The likeliest outputs, the best first; `words` are those of the best one."""
        self._go_on(self._recogniser.FinalResult())
        return self._before

    def _go_on(self, answer: str) -> None:
        """Put each of the likeliest outputs of a segment behind each of those before."""
        found = json.loads(answer)["alternatives"]
        segment = [Guess(_plain(each["text"]), each["confidence"]) for each in found] or [Guess("")]
        joined = [Guess(a.text + b.text, a.likelihood + b.likelihood) for a in self._before for b in segment]
        self._before = sorted(joined, key=lambda guess: -guess.likelihood)[:ALTERNATIVES]
        began = self._began / SAMPLE_RATE
        words = found[0].get("result", ()) if found else ()
        self.words += [Word(each["word"], each["start"] - began, each["end"] - began) for each in words]


def _plain(text: str) -> str:
    return text.replace(" ", "")
