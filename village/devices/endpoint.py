"""When has a person stopped speaking? Loudness over a floor that follows the room, and what was understood so far.

All times are seconds of sound, never of a clock, so a slow machine or network changes no decision.
"""

from __future__ import annotations

from array import array
from collections import deque
from dataclasses import dataclass, field
from typing import Literal

from village.devices.loudness import FRAME, SECOND, loudness

Decision = Literal["going_on", "ended", "silence", "too_long"]

_FAINT = -62.0
"""dB of full scale; nothing fainter is ever taken for speech."""
_ROOM = 2 * SECOND
_SMOOTH = 4
_OVER_ROOM = 6.0
_PEAKS = 8
"""Frames: a knock on the microphone is shorter, so it does not pass for the loudness of the voice."""


@dataclass(frozen=True, slots=True)
class Pauses:
    """How long to wait, in seconds of sound.

    `complete` quiet ends a whole phrase, `incomplete` any other; `steady` ends a whole phrase in a room that
    never falls quiet, once nothing was added to it for so long, and `stalled` anything else there;
    `silence` is how long one may take to begin, `longest` how long to speak.
    """

    complete: float = 0.46
    incomplete: float = 1.26
    steady: float = 1.2
    stalled: float = 2.4
    silence: float = 5.0
    longest: float = 8.0


@dataclass(slots=True)
class Endpoint:
    """The end of one utterance. Feed it what the ears were fed, in the same slices."""

    pauses: Pauses = field(default_factory=Pauses)
    level: float = 0.0
    """Loudness of the last slice over the room's floor, 0..1, for the level bar."""
    seconds: float = 0.0
    _hushed: float = 0.0
    _quiet: float = 0.0
    _unchanged: float = 0.0
    _spoken: int = 0
    _text: str = ""
    _rest: bytes = b""
    _recent: deque[float] = field(default_factory=lambda: deque(maxlen=_SMOOTH))
    _floor: deque[float] = field(default_factory=lambda: deque(maxlen=_ROOM))
    _peaks: list[float] = field(default_factory=list)

    def feed(self, pcm: bytes, text: str = "", *, complete: bool = False) -> Decision:
        """Take in the next slice of 16-bit samples at 16 kHz, and what the ears make of all so far.

        `text` is any text at all ("" while they make nothing of it), `complete` whether it is a whole phrase.
        """
        loudest = self._hear(pcm)
        self.level = min(max((loudest - max(self._room(), _FAINT)) / 36, 0.0), 1.0)
        if text != self._text:
            self._text, self._unchanged = text, 0.0
        return self._decide(complete)

    def _hear(self, pcm: bytes) -> float:
        samples = array("h", self._rest + pcm)
        used = len(samples) - len(samples) % FRAME
        self._rest = samples[used:].tobytes()
        loudest = _FAINT
        for start in range(0, used, FRAME):
            self._recent.append(loudness(samples[start : start + FRAME]))
            smooth = sum(self._recent) / len(self._recent)
            self._floor.append(smooth)
            loudest = max(loudest, smooth)
            self._count(smooth)
        return loudest

    def _count(self, smooth: float) -> None:
        frame = 1 / SECOND
        self.seconds += frame
        self._unchanged += frame
        self._peaks = sorted((*self._peaks, smooth))[-_PEAKS:]
        over_room = smooth > max(self._room(), _FAINT) + _OVER_ROOM
        # Fading syllables count as speech while more is expected, and not once the phrase is whole.
        self._spoken += over_room
        self._quiet = 0.0 if over_room and smooth > self._peaks[0] - 30 else self._quiet + frame
        self._hushed = 0.0 if over_room and smooth > self._peaks[0] - 16 else self._hushed + frame

    def _room(self) -> float:
        """The floor: the quietest 80 ms of the last two seconds, in dB of full scale."""
        return min(self._floor, default=_FAINT)

    def _decide(self, complete: bool) -> Decision:
        if self._over(complete):
            return "ended"
        if not self._text and self.seconds >= self.pauses.silence:
            return "silence"
        return "too_long" if self.seconds >= self.pauses.longest else "going_on"

    def _over(self, complete: bool) -> bool:
        wait = self.pauses
        if not self._text:
            return False
        if self._unchanged >= (wait.steady if complete else wait.stalled):
            return True
        if complete:
            return self._spoken > 0 and self._hushed >= wait.complete
        # In noise a voice sinks below the floor while the ears still follow it: a little longer then.
        late = self._unchanged >= 0.5 or self._quiet >= wait.incomplete + 0.2
        return self._spoken > 0 and self._quiet >= wait.incomplete and late
