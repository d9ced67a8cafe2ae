"""Speech made slower or faster without changing its pitch: short waves laid over each other where they fit (WSOLA).

As people do who speak slowly, vowels and pauses take what there is to take, and consonants keep their length
where that is enough: a j that lasts as long as an x is heard as an x. Verhelst and Roelands 1993; Covell, Withgott
and Slaney 1998.

Pure Python: a second of sound takes some hundredths of a second on one core, and numpy, which would be quicker, needs
more memory than the server has. What was stretched once is kept by whoever asks.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from itertools import accumulate, pairwise
from operator import mul

_STEP = 320
"""Samples between two waves, and how much of them lies over each other: 15 ms, above the longest period of a voice."""

_REACH = 160
"""Samples that a wave may be moved to fit: together one period of the lowest voice (70 Hz)."""

_COARSE, _FINE = 8, 2
_FRAME = 220
"""Samples, a hundredth of a second: a vowel or not is told for each."""

_LOUD, _HISSING, _QUIET, _PAUSE = 0.12, 0.18, 0.03, 6
"""A vowel's RMS at least, in parts of the loudest frame's, and how often at most it crosses nothing, by sample.
Below the third it is quiet; so many frames from the next sound that is a pause and not the closure of a t or a k."""

_MOST, _LEAST = 2.4, 0.35
"""How many times as long vowels may become before all else has to follow."""

_RISE = tuple(at / _STEP for at in range(_STEP))
_FALL = tuple(1 - each for each in _RISE)


def stretched(samples: array[int], factor: float) -> array[int]:
    """`samples` so many times as long, at the same pitch. 1.0 is the same sound."""
    if abs(factor - 1) < 0.005 or len(samples) < 4 * _STEP:
        return samples
    lengths = _lengths(samples, factor)
    ends = [0.0, *accumulate(lengths)]
    wanted = round(len(samples) * factor)
    padded = samples + array("h", bytes(4 * (_STEP + _REACH)))
    coarse = padded[::_COARSE]
    energy = [0, *accumulate(map(mul, coarse, coarse))]
    made, at, frame = array("h", samples[:_STEP]), 0, 0
    while len(made) < wanted:
        while frame < len(lengths) - 1 and ends[frame + 1] <= len(made):
            frame += 1
        goal = round(_FRAME * (frame + (len(made) - ends[frame]) / lengths[frame]))
        following = at + _STEP  # what comes next by nature: the next wave has to look like it
        at = _fitting(padded, coarse, energy, following, max(0, min(goal, len(samples) - _STEP)))
        falls = map(mul, padded[following : following + _STEP], _FALL)
        rises = map(mul, padded[at : at + _STEP], _RISE)
        made.extend(map(int, map(sum, zip(falls, rises, strict=True))))
    del made[wanted:]
    return made


def _lengths(samples: array[int], factor: float) -> list[float]:
    """How long each frame becomes, in samples: vowels and pauses first, the others as they are where that will do."""
    yielding = _yielding(samples)
    count, some = len(yielding), sum(yielding)
    wished = 1 + (factor - 1) * count / some if some else factor
    most = min(_MOST, max(_LEAST, wished))
    rest = 1.0 if most == wished or some == count else (factor * count - most * some) / (count - some)
    return [_FRAME * (most if each else rest) for each in yielding]


def _yielding(samples: array[int]) -> list[bool]:
    """Of each frame, whether its length tells nothing: it lies well inside a vowel or a pause."""
    frames = [samples[at : at + _FRAME] for at in range(0, len(samples), _FRAME)]
    loudness = [math.sqrt(sum(map(mul, each, each)) / len(each)) for each in frames]
    loudest = max(loudness)
    vowel = [
        own > _LOUD * loudest and sum((one < 0) != (next_ < 0) for one, next_ in pairwise(each)) < _HISSING * len(each)
        for own, each in zip(loudness, frames, strict=True)
    ]
    quiet = [own < _QUIET * loudest for own in loudness]
    return [
        all(vowel[max(0, at - 1) : at + 2]) or all(quiet[max(0, at - _PAUSE) : at + _PAUSE + 1])
        for at in range(len(frames))
    ]


def _fitting(padded: array[int], coarse: array[int], energy: Sequence[int], following: int, goal: int) -> int:
    """The place near `goal` whose wave is most like the one at `following`."""
    size = _STEP // _COARSE
    like = coarse[following // _COARSE : following // _COARSE + size]
    first = max(0, goal - _REACH) // _COARSE

    def likeness(place: int) -> float:
        power = energy[min(place + size, len(energy) - 1)] - energy[place]
        together: int = sum(map(mul, like, coarse[place : place + size]))
        return together / math.sqrt(power + 1)

    best = max(range(first, (goal + _REACH) // _COARSE), key=likeness) * _COARSE
    wave = padded[following : following + _STEP : _FINE]
    around = range(max(0, best - _COARSE), best + _COARSE + 1, _FINE)
    return max(around, key=lambda place: sum(map(mul, wave, padded[place : place + _STEP : _FINE])))
