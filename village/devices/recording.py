"""A wav file as the ears take it: one channel of 16-bit samples, 16,000 a second."""

from __future__ import annotations

import wave
from array import array
from itertools import pairwise
from pathlib import Path

from village.devices.ears import SAMPLE_RATE

LONGEST = 60
"""Seconds; nobody is listened to for as long."""
_LOWEST = 8_000


class RecordingError(Exception):
    """The file cannot be heard; the text says why, and what would do."""


def read(path: Path) -> bytes:
    """The samples of a wav. Raises RecordingError for what is none, or not 16-bit PCM, or too long."""
    try:
        with wave.open(str(path)) as file:
            rate, channels, width = file.getframerate(), file.getnchannels(), file.getsampwidth()
            if width != 2 or rate < _LOWEST:
                raise RecordingError(f"{path} has to be 16-bit PCM of at least {_LOWEST} samples a second.")
            if file.getnframes() > LONGEST * rate:
                raise RecordingError(f"{path} is longer than {LONGEST} seconds; cut it.")
            samples = array("h", file.readframes(file.getnframes())[: file.getnframes() * 2 * channels])
    except OSError as why:
        raise RecordingError(f"{path} cannot be read: {why.strerror}.") from why
    except (wave.Error, EOFError, ValueError) as why:
        raise RecordingError(f"{path} is no wav file: {why}.") from why
    return at_rate(samples[::channels], rate).tobytes()


def at_rate(samples: array[int], rate: int, *, to: int = SAMPLE_RATE) -> array[int]:
    """`samples` of `rate` at another: each new sample is the mean of what it stands for, or lies between two."""
    if rate == to or not samples:
        return samples
    step, count = rate / to, int(len(samples) * to / rate)
    if step > 1:
        edges = [int(place * step) for place in range(count + 1)]
        return array("h", (sum(samples[a:b]) // (b - a) for a, b in pairwise(edges)))
    made = array("h")
    for place in range(count):
        at = min(place * step, len(samples) - 1)
        low = int(at)
        high = min(low + 1, len(samples) - 1)
        made.append(round(samples[low] + (samples[high] - samples[low]) * (at - low)))
    return made
