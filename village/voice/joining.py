"""Clips become a sentence: at the pace that was asked for, with pauses where people breathe.

Speed is shared between words and pauses. Pauses alone take what they can, because nothing sounds as natural as words
left alone; slower, the words are stretched, up to half as long again, and then the pauses grow; faster, both shrink.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from village.devices import clip
from village.devices.mouth import RATES

_SHORTEST, _USUAL, _LONGEST = 0.6, 1.6, 4.0
"""How far pauses may go below and above their own length: always, at a slow pace, and at the slowest."""

_STRETCH = 1.5
_NEAR = 0.06
"""What is this near to the pace is left as it is."""


@dataclass(frozen=True, slots=True)
class Part:
    """One clip of a sentence and the seconds of quiet after it."""

    samples: array[int]
    pause: float


def joined(
    parts: Sequence[Part], *, characters: str, rate: int, stretch: Callable[[int, float], array[int]]
) -> array[int]:
    """The samples of all parts, the last one's pause included, at step `rate` of RATES (1..7).

    `characters` is what is said; `stretch` gives the samples of the part at a place so many times as long.
    """
    said = sum("\u3400" <= each <= "\U0003ffff" and each not in "，、：；" for each in characters)
    said += sum(each.isdigit() for each in characters)  # a syllable given in pinyin ends with its tone
    words = sum(len(part.samples) for part in parts) / clip.RATE
    factor, scale = paces(words, sum(part.pause for part in parts), said * 60 / RATES[rate - 1])
    made = array("h")
    for place, part in enumerate(parts):
        own = stretch(place, factor)
        made += clip.faded(own[:]) if own is not part.samples else own
        made += array("h", bytes(2 * round(part.pause * scale * clip.RATE)))
    return made


def paces(words: float, pauses: float, wanted: float) -> tuple[float, float]:
    """How many times as long words and pauses have to be so that both together take `wanted` seconds."""
    if pauses and _SHORTEST <= (scale := (wanted - words) / pauses) <= _USUAL:
        return 1.0, scale
    even = wanted / (words + pauses)
    if abs(even - 1) < _NEAR:
        return 1.0, 1.0
    if even < 1:
        return even, even
    factor = min(_STRETCH, (wanted - pauses * _USUAL) / words)
    scale = min(_LONGEST, (wanted - words * factor) / pauses) if pauses else 1.0
    return max(0.5, (wanted - pauses * scale) / words), scale
