"""A clip: a short recording in the house's own form, so that clips are joined without a click or a jump in loudness.

One channel, 22,050 samples a second (espeak's own rate, so that nothing is converted while somebody waits), words
without the silence around them, one loudness for all speakers, edges that rise and fall within a hundredth of a second.
"""

from __future__ import annotations

import hashlib
import io
import math
import os
import secrets
import wave
from array import array
from pathlib import Path

from village.devices.recording import at_rate

RATE = 22_050
LONGEST = 30
"""Seconds; a sentence said slowly has ten."""

_LOWEST = 16_000  # below this rate a voice sounds as from a telephone
_LEVEL, _PEAK = 4_000, 30_000  # RMS where something is said, as espeak's at its usual pitch; the loudest sample
_FAINT, _SHORT = 60, 0.12  # the loudest RMS of a silent recording; seconds of the shortest word
_SILENT = 0.02  # of the recording's own loudness: softer ends are cut off
_FRAME, _EDGE = 220, 176  # samples: a hundredth of a second, and what rises and falls


class ClipError(Exception):
    """The recording cannot be used; `code` is that of the sentence that says what to do."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def of(recording: bytes) -> bytes:
    """A wav as a clip. Raises ClipError `clip_bad` (no 16-bit PCM of 16 kHz or more), `clip_long`, `clip_faint`."""
    samples = at_rate(*_read(recording), to=RATE)
    loudness = [_rms(samples[at : at + _FRAME]) for at in range(0, len(samples), _FRAME)]
    loudest = max(loudness, default=0.0)
    said = [place for place, each in enumerate(loudness) if each > max(_FAINT, _SILENT * loudest)]
    if loudest < _FAINT or len(said) * _FRAME < _SHORT * RATE:
        raise ClipError("clip_faint")
    words = samples[max(0, (said[0] - 2) * _FRAME) : (said[-1] + 4) * _FRAME]
    level = math.sqrt(sum(loudness[place] ** 2 for place in said) / len(said))
    gain = min(_LEVEL / level, _PEAK / max(map(abs, words)))
    return wav(faded(array("h", [round(gain * each) for each in words])))


def faded(samples: array[int]) -> array[int]:
    """`samples` rising from nothing and falling to it again; changed in place."""
    edge = min(_EDGE, len(samples) // 2)
    for at in range(edge):
        samples[at] = samples[at] * at // edge
        samples[-1 - at] = samples[-1 - at] * at // edge
    return samples


def wav(samples: array[int]) -> bytes:
    """The samples as a wav."""
    target = io.BytesIO()
    with wave.open(target, "wb") as written:
        written.setparams((1, 2, RATE, 0, "NONE", ""))
        written.writeframes(samples.tobytes())
    return target.getvalue()


def samples_of(clip: bytes) -> array[int]:
    """The samples of a clip. Raises wave.Error for what is none."""
    with wave.open(io.BytesIO(clip)) as read:
        if read.getparams()[:3] != (1, 2, RATE):
            raise wave.Error("not in the form of a clip")
        return array("h", read.readframes(read.getnframes()))


def place(folder: Path, voice: str, text: str) -> Path:
    """Where the clip of `text` by `voice` lies. Names of files tell nobody what is said in them."""
    return folder / voice / f"{hashlib.sha256(text.encode()).hexdigest()[:32]}.wav"


def lay(path: Path, clip: bytes) -> None:
    """Write a clip whole or not at all, for this user only. Raises OSError when the disk takes no more."""
    for folder in (path.parent.parent, path.parent):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    waiting = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with os.fdopen(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(clip)
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)


def _read(recording: bytes) -> tuple[array[int], int]:
    """The samples of the first channel and their rate."""
    try:
        with wave.open(io.BytesIO(recording)) as read:
            rate, channels, length = read.getframerate(), read.getnchannels(), read.getnframes()
            if read.getsampwidth() != 2 or rate < _LOWEST or rate > 192_000:
                raise ClipError("clip_bad")
            if length > LONGEST * rate:
                raise ClipError("clip_long")
            found = read.readframes(length)
    except (wave.Error, EOFError, ValueError) as why:
        raise ClipError("clip_bad") from why
    return array("h", found[: len(found) // (2 * channels) * 2 * channels])[::channels], rate


def _rms(samples: array[int]) -> float:
    return math.sqrt(sum(each * each for each in samples) / len(samples)) if samples else 0.0
