"""How loud a sound is, fiftieth of a second by fiftieth."""

from __future__ import annotations

import math
from array import array
from operator import mul

FRAME = 320
"""Samples of 20 ms at 16 kHz."""
SECOND = 50
"""Frames of a second."""
_POWER = 1 << 30  # of the loudest sound there can be


class Loudness:
    """Of one sound from its beginning; `feed` it 16-bit samples at 16 kHz as they come."""

    def __init__(self) -> None:
        self._powers = array("d")
        self._rest = b""

    def feed(self, pcm: bytes) -> None:
        """Take in the next samples."""
        samples = array("h", self._rest + pcm)
        used = len(samples) - len(samples) % FRAME
        self._rest = samples[used:].tobytes()
        self._powers.extend(_power(samples[start : start + FRAME]) for start in range(0, used, FRAME))

    def between(self, start: float, end: float) -> float:
        """dB of full scale from one second of the sound to another, a frame at least."""
        first = min(int(start * SECOND), max(len(self._powers) - 1, 0))
        powers = self._powers[first : max(first + 1, int(end * SECOND))] or array("d", [0.0])
        return _decibels(sum(powers) / len(powers))


def loudness(frame: array[int]) -> float:
    """dB of full scale, without the microphone's constant offset."""
    return _decibels(_power(frame))


def _power(frame: array[int]) -> float:
    mean = sum(frame) / len(frame)
    power: float = sum(map(mul, frame, frame)) / len(frame) - mean * mean
    return power


def _decibels(power: float) -> float:
    return 10 * math.log10(max(power, 0.05) / _POWER)
