"""A text becomes one wav: each sentence from clips where one voice has all of it, by espeak where not."""

from __future__ import annotations

import io
import re
import textwrap
import wave
from array import array
from collections.abc import Callable

from village.devices import clip
from village.devices.mouth import RATES
from village.voice.clips import Clips, sentences

Synthesise = Callable[[str], bytes]

_STOPS = frozenset("。？！；")
_SHORT, _BREATH = 24, 120
"""Characters: sentences up to the first are said in one go with what follows; none asks for more than the second."""
_PAUSE, _REST = 0.25, 0.5
"""Seconds after a piece of espeak's, besides what it ends with, and after a sentence of clips at its usual pace."""


def narrated(text: str, rate: int, synthesise: Synthesise, clips: Clips | None = None, *, voice: str = "") -> bytes:
    """A wav of `text`, which must be `speakable`, at step `rate` of RATES. `synthesise` says what has no clip.

    `voice` takes only clips of that voice. Raises ValueError for a step that is none, and what `synthesise` raises.
    """
    if rate not in range(1, len(RATES) + 1):
        raise ValueError(f"rate is a step from 1 to {len(RATES)}, not {rate}")
    wavs = []
    for span in _spans(text, rate, clips, voice):
        if isinstance(span, str):
            wavs += [(synthesise(piece), _PAUSE) for piece in pieces(span)]
        else:
            wavs.append((clip.wav(span), 0.0))
    return _joined(wavs)


def _spans(text: str, rate: int, clips: Clips | None, voice: str) -> list[str | array[int]]:
    """What is said by whom: samples of clips, and texts in between for espeak."""
    if clips is None:
        return [text]
    spans: list[str | array[int]] = []
    whole = list(sentences(text))
    for place, sentence in enumerate(whole, 1):
        said = clips.say(sentence, rate, pause=_REST if place < len(whole) else 0.0, voice=voice)
        if said is not None:
            spans.append(said)
        elif spans and isinstance(spans[-1], str):
            spans[-1] += sentence
        else:
            spans.append(sentence)
    return spans or [text]


def pieces(text: str) -> list[str]:
    """Sentences, and what is longer than a breath at its commas; short ones stay together with the next.

    What goes on without a comma is cut where the breath ends, between readings and never within one.
    """
    found = [""]
    clauses = re.findall(r"[^。？！；，：、]+[。？！；，：、]*|^[。？！；，：、]+", text)
    for part in (part for clause in clauses for part in textwrap.wrap(clause, _BREATH, drop_whitespace=False)):
        ends = found[-1][-1:] in _STOPS or len(found[-1]) + len(part) > _BREATH
        if found[-1] and ends and len(found[-1]) > _SHORT:
            found.append("")
        found[-1] += part
    return found


def _joined(wavs: list[tuple[bytes, float]]) -> bytes:
    """All wavs in one, each with the seconds of quiet after it."""
    if len(wavs) == 1:
        return wavs[0][0]
    target, quiet = io.BytesIO(), 0.0
    with wave.open(target, "wb") as joined:
        for place, (each, pause) in enumerate(wavs):
            with wave.open(io.BytesIO(each)) as wav:
                if place == 0:
                    joined.setparams(wav.getparams())
                joined.writeframes(bytes(2 * int(wav.getframerate() * quiet)))
                joined.writeframes(wav.readframes(wav.getnframes()))
            quiet = pause
    return target.getvalue()
