"""Speech made slower or faster without changing its pitch: short waves laid over each other where they fit (WSOLA).

Verhelst and Roelands 1993. Pure Python: a second of sound takes some hundredths of a second on one core, and numpy,
which would be quicker, needs more memory than the server has. What was stretched once is kept by whoever asks.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from itertools import accumulate
from operator import mul

_STEP = 320
"""Samples between two waves, and how much of them lies over each other: 15 ms, above the longest period of a voice."""

_REACH = 160
"""Samples that a wave may be moved to fit: together one period of the lowest voice (70 Hz)."""

_COARSE, _FINE = 8, 2
_RISE = tuple(at / _STEP for at in range(_STEP))
_FALL = tuple(1 - each for each in _RISE)


def stretched(samples: array[int], factor: float) -> array[int]:
    """`samples` so many times as long, at the same pitch. 1.0 is the same sound."""
    if abs(factor - 1) < 0.005 or len(samples) < 4 * _STEP:
        return samples
    wanted = round(len(samples) * factor)
    padded = samples + array("h", bytes(4 * (_STEP + _REACH)))
    coarse = padded[::_COARSE]
    energy = [0, *accumulate(map(mul, coarse, coarse))]
    made, at = array("h", samples[:_STEP]), 0
    while len(made) < wanted:
        goal = min(round(len(made) / factor), len(samples) - _STEP)
        following = at + _STEP  # what comes next by nature: the next wave has to look like it
        at = _fitting(padded, coarse, energy, following, max(0, goal))
        falls = map(mul, padded[following : following + _STEP], _FALL)
        rises = map(mul, padded[at : at + _STEP], _RISE)
        made.extend(map(int, map(sum, zip(falls, rises, strict=True))))
    del made[wanted:]
    return made


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
