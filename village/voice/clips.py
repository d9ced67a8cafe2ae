"""The clips that lie with the village's data, and which of them together say a sentence.

`Clips(folder)` looks at the folder again whenever something was laid there or taken away. A sentence is said by one
voice or not at all: two people sharing a sentence sound like a mistake, a sentence each like a conversation.
"""

from __future__ import annotations

import threading
import wave
from array import array
from collections.abc import Container, Iterator
from pathlib import Path

from village.devices import clip
from village.devices.stretching import stretched
from village.voice.joining import Part, joined
from village.voice.renderings import Renderings

RENDERED = "kokoro"
"""The voice of the machine; all others are villagers, who go before it."""

_LONGEST = 60  # characters of a clip
_PAUSES = {"，": 0.28, "、": 0.2, "：": 0.32, "；": 0.45}
_STOPS = "。？！；"
_JOIN = 0.04
"""Seconds between two clips of one breath; the rest of a syllable's closing is in the clips."""
_KEPT = 8 << 20  # bytes of clips in memory, stretched ones among them


class Clips:
    """The clips of a folder. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._kept = Renderings(_KEPT)
        self._there: dict[str, tuple[int, frozenset[str]]] = {}

    def say(self, sentence: str, rate: int, *, pause: float = 0.0, voice: str = "") -> array[int] | None:
        """The samples of a sentence at a step of RATES, with a `pause` after it; None where no voice can say it whole.

        `voice` takes only clips of that one.
        """
        for each in self.voices():
            if voice in ("", each) and (cut := cut_up(sentence, self._names(each))):
                said = self._said(cut, each, rate, pause)
                if said is not None:
                    return said
        return None

    def has(self, text: str, voice: str = RENDERED) -> bool:
        """Whether there is a clip of just this."""
        return name_of(text) in self._names(voice)

    def covers(self, sentence: str, voice: str = RENDERED) -> bool:
        """Whether the clips of a voice say all of a sentence."""
        return bool(cut_up(sentence, self._names(voice)))

    def voices(self) -> list[str]:
        """Whose clips there are, in the order in which they are asked."""
        folders = self._folder.iterdir() if self._folder.is_dir() else iter(())
        names = sorted(each.name for each in folders if each.is_dir())
        return sorted(names, key=lambda name: name == RENDERED)

    def _said(self, cut: list[tuple[str, float]], voice: str, rate: int, pause: float) -> array[int] | None:
        try:
            parts = [Part(self._samples(text, voice), gap) for text, gap in cut]
        except (OSError, wave.Error, EOFError):  # taken away a moment ago, or spoiled: espeak says it
            return None
        parts[-1] = Part(parts[-1].samples, pause)
        texts = [text for text, _ in cut]

        def stretch(place: int, factor: float) -> array[int]:
            return self._stretched(f"{voice} {texts[place]}", parts[place].samples, factor)

        return joined(parts, characters="".join(texts), rate=rate, stretch=stretch)

    def _samples(self, text: str, voice: str) -> array[int]:
        return clip.samples_of(clip.place(self._folder, voice, text).read_bytes())

    def _stretched(self, name: str, samples: array[int], factor: float) -> array[int]:
        percent = round(100 * factor)
        if percent == 100:
            return samples
        with self._lock:
            kept = self._kept.get(f"{name} {len(samples)}", percent)
        if kept is None:
            kept = stretched(samples, factor).tobytes()
            with self._lock:
                self._kept.keep(f"{name} {len(samples)}", percent, kept)
        return array("h", kept)

    def _names(self, voice: str) -> frozenset[str]:
        folder = self._folder / voice
        try:
            changed = folder.stat().st_mtime_ns
        except FileNotFoundError:
            return frozenset()
        known = self._there.get(voice)
        if known is None or known[0] != changed:
            known = self._there[voice] = (changed, frozenset(each.name for each in folder.glob("*.wav")))
        return known[1]


def name_of(text: str) -> str:
    """The name of the file of a clip, which tells nobody what is said in it."""
    return clip.place(Path(), "", text).name


def cut_up(sentence: str, there: Container[str]) -> list[tuple[str, float]]:
    """Texts of clips with the seconds of pause after each, as few as say the sentence; [] where they do not.

    `there` are the names of the files of all clips that may be used.
    """
    text = sentence.strip(" " + _STOPS + "".join(_PAUSES))
    best: list[list[tuple[str, float]] | None] = [None] * len(text) + [[]]
    for start in range(len(text) - 1, -1, -1):
        if text[start] in _PAUSES or text[start] == " ":
            best[start] = best[start + 1]
            continue
        for end in range(min(len(text), start + _LONGEST), start, -1):
            rest = best[end]
            shorter = rest is not None and (best[start] is None or len(rest) + 1 < len(best[start] or ()))
            if rest is not None and shorter and name_of(text[start:end]) in there:
                best[start] = [(text[start:end], _pause(text[end : end + 1])), *rest]
    return best[0] or []


def sentences(text: str) -> Iterator[str]:
    """A text at its full stops, each with its own."""
    start = 0
    for at, sign in enumerate(text):
        if sign in _STOPS and text[at + 1 : at + 2] not in tuple(_STOPS):
            yield text[start : at + 1]
            start = at + 1
    if text[start:].strip():
        yield text[start:]


def _pause(following: str) -> float:
    return _PAUSES.get(following, _JOIN)
