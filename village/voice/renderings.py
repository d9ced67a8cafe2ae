"""What was said before, kept in memory so that it can be said again at once."""

from __future__ import annotations

from collections import OrderedDict

LARGEST = 16 << 20
"""Bytes of sound that are kept in all: about six minutes."""


class Renderings:
    """Wavs by text and rate; beyond `largest` bytes those not asked for longest are dropped."""

    def __init__(self, largest: int = LARGEST) -> None:
        self._largest = largest
        self._wavs: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self.size = 0

    def get(self, text: str, rate: int) -> bytes | None:
        """The wav of this text at this step, if it is still there."""
        if (text, rate) not in self._wavs:
            return None
        self._wavs.move_to_end((text, rate))
        return self._wavs[text, rate]

    def keep(self, text: str, rate: int, wav: bytes) -> None:
        """Keep a wav. Never give it a text that is anyone's own business."""
        self.size += len(wav) - len(self._wavs.get((text, rate), b""))
        self._wavs[text, rate] = wav
        self._wavs.move_to_end((text, rate))
        while self.size > self._largest:
            self.size -= len(self._wavs.popitem(last=False)[1])
