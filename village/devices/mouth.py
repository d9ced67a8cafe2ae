"""The mouth: a wav of what is to be said, in memory, at one of seven speeds.

Text comes in speakable form (`village.language.speakable`): espeak-ng reads 2026年 as a quantity, drops a minus
and says % and letters in English, so digits, Latin letters and symbols are refused here. Inline pinyin with
its tone gives a reading: "shan4 老师".
"""

from __future__ import annotations

import io
import re
import sys
import threading
import wave
from array import array
from collections.abc import Iterable
from typing import Any, Protocol

RATES = (80, 120, 160, 200, 240, 280, 320)
"""Characters a minute of the seven steps (norms.md C.2, EN 301 549 5.1.3): step 1 is 80, step 7 is 320."""

DEFAULT_RATE = 3
DEFAULT_PITCH = 40
"""Of espeak's 0..99, the same at every speed; below its usual 50, for ears that have lost the high tones."""

LONGEST = 300
"""Characters of one text: at the slowest step nearly four minutes."""

_WORDS_AND_GAP = ((88, 5), (104, 0), (134, 0), (162, 0), (190, 0), (217, 0), (242, 0))
"""espeak's own rate and its gap between characters for each step, measured on the village's sentences."""

_PINYIN = re.compile(r"(?<![A-Za-z0-9])[a-zü]{1,6}[1-5](?![A-Za-z0-9])")
_UNSPEAKABLE = re.compile(r"[^\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff，。？！、：； ]")
_FAINT = 150
_BEFORE, _AFTER = 0.02, 0.12


class MouthError(Exception):
    """Nothing can be said: no library, or it failed or took too long over this text."""


class Mouth(Protocol):
    """What an engine supplies to be the mouth."""

    def say(self, text: str, rate: int = DEFAULT_RATE, pitch: int = DEFAULT_PITCH) -> bytes:
        """A wav (16 bit, one channel) of `text` at step `rate` of RATES, 1..7.

        Raises ValueError for a text that is not speakable, empty or too long, and for a step or pitch that is
        none; MouthError when the engine fails.
        """


class EspeakMouth:
    """espeak-ng under pyttsx3's API: always there, speaks at once. Raises MouthError without a library."""

    def __init__(self, timeout: float = 1.5) -> None:
        import pyttsx3.engine

        from village.devices import espeak

        sys.modules["pyttsx3.drivers.village"] = espeak
        self._lock = threading.Lock()
        self._wrong: list[Exception] = []
        try:
            self._engine = pyttsx3.engine.Engine("village")
        except espeak.EspeakError as why:
            raise MouthError(str(why)) from why
        self._engine.connect("error", self._note)
        self._engine.setProperty("timeout", timeout)

    def say(self, text: str, rate: int = DEFAULT_RATE, pitch: int = DEFAULT_PITCH) -> bytes:
        """See `Mouth.say`. The sound begins and ends with hardly any silence, so that it comes at once."""
        check(text, rate, pitch)
        words, gap = _WORDS_AND_GAP[rate - 1]
        target = io.BytesIO()
        with self._lock:
            self._wrong.clear()
            for name, value in (("rate", words), ("gap", gap), ("pitch", pitch)):
                self._engine.setProperty(name, value)
            self._engine.save_to_file(text, target)
            self._engine.runAndWait()
            if self._wrong:
                raise MouthError(str(self._wrong[0]))
        return _trimmed(target.getvalue())

    def _note(self, name: str | None, exception: Exception) -> None:  # noqa: ARG002 - pyttsx3 calls it by name
        self._wrong.append(exception)


def check(text: str, rate: int, pitch: int = DEFAULT_PITCH) -> None:
    """Raises ValueError, saying what is wrong, unless any mouth can say this."""
    said = _PINYIN.sub("", text)
    if stray := _UNSPEAKABLE.search(said):
        raise ValueError(f"{stray[0]!r} cannot be said; pass the text through village.language.speakable first")
    if not text.strip(" ，。？！、：；") or len(text) > LONGEST:
        raise ValueError(f"a text has 1 to {LONGEST} characters, this one has {len(text)}")
    if rate not in range(1, len(RATES) + 1) or pitch not in range(100):
        raise ValueError(f"rate is a step from 1 to {len(RATES)} and pitch 0 to 99, not {rate} and {pitch}")


def _trimmed(wav: bytes) -> bytes:
    with wave.open(io.BytesIO(wav)) as read:
        params, samples = read.getparams(), array("h", read.readframes(read.getnframes()))
    starts = range(0, len(samples), 64)
    first, last = _loud(samples, starts), _loud(samples, reversed(starts))
    if first is None or last is None:
        raise MouthError("espeak made no sound of this text")
    start = max(first - int(_BEFORE * params.framerate), 0)
    end = last + 64 + int(_AFTER * params.framerate)
    return _wav(samples[start:end], params)


def _loud(samples: array[int], starts: Iterable[int]) -> int | None:
    """The first of `starts` at which something is heard."""
    return next((start for start in starts if max(map(abs, samples[start : start + 64])) > _FAINT), None)


def _wav(samples: array[int], params: Any) -> bytes:
    target = io.BytesIO()
    with wave.open(target, "wb") as written:
        written.setparams(params)
        written.writeframes(samples.tobytes())
    return target.getvalue()
