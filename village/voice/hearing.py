"""One visitor's utterance in the worker: its chunks in their order, and the end of speech."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from village.devices.ears import SAMPLE_RATE, Listening, Partial
from village.devices.endpoint import Decision, Endpoint
from village.voice.wire import LARGEST_CHUNK

ABANDONED = 1.5
"""Seconds without a chunk after which the last one is taken for lost: what was heard by then is the answer."""

_SLICE = SAMPLE_RATE // 5
"""Bytes that the ears are fed at once: a tenth of a second, as the page sends it. Twice as much is no cheaper."""
_GRAIN = _SLICE // 2
"""Bytes after which the end of speech is decided anew."""


class ChunkError(Exception):
    """This chunk cannot be taken; `code` is `audio_bad` or `chunks_out_of_order`. The listening goes on."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Hearing:
    """One listening. `now` is a running clock in seconds; everything else is measured on the sound itself."""

    def __init__(self, listener: str, listening: Listening, now: float) -> None:
        self.listener = listener
        self.touched = now
        self.final: dict[str, Any] | None = None
        self._listening: Listening | None = listening
        self._endpoint = Endpoint()
        self._answers: list[dict[str, Any]] = []

    def chunk(self, n: int, pcm: bytes, now: float) -> dict[str, Any]:
        """Take in chunk `n`; the fields of the progress. Raises ChunkError."""
        if self.final is not None:
            return self.final
        if n < len(self._answers):
            return self._answers[n]
        if n > len(self._answers):
            raise ChunkError("chunks_out_of_order")
        if len(pcm) % 2 or len(pcm) > LARGEST_CHUNK:
            raise ChunkError("audio_bad")
        self.touched = now
        answer = self._hear(pcm)
        self._answers.append(answer)
        return answer

    def end(self) -> dict[str, Any]:
        """No more will come: the final answer, the same however often it is asked for."""
        if self.final is not None:
            return self.final
        assert self._listening is not None
        return self._conclude("ended", self._listening.finish())

    def abandoned(self, now: float) -> bool:
        """Whether it still waits for a chunk that will not come."""
        return self.final is None and now - self.touched > ABANDONED

    def _hear(self, pcm: bytes) -> dict[str, Any]:
        partial, level = Partial("", None), 0.0
        for start in range(0, len(pcm), _SLICE):
            piece = pcm[start : start + _SLICE]
            assert self._listening is not None
            partial = self._listening.feed(piece)
            for at in range(0, len(piece), _GRAIN):
                grain, whole = piece[at : at + _GRAIN], partial.heard is not None
                decision = self._endpoint.feed(grain, partial.text, complete=whole)
                level = max(level, self._endpoint.level)
                if decision == "going_on":
                    continue
                said = self._listening.finish()
                if decision == "ended" and whole and not said.heard:
                    partial = said  # in silence a decoder may guess the word it waits for, and then take it back
                    continue
                return self._conclude(decision, said)
        return self._progress("hearing", partial, level)

    def _conclude(self, decision: Decision, said: Partial) -> dict[str, Any]:
        self._listening = None
        if said.heard:
            state = "heard"
        elif not said.text:
            state = "silence"
        else:
            state = "too_long" if decision == "too_long" else "not_understood"
        self.final = self._progress(state, said, 0.0)
        return self.final

    def _progress(self, state: str, partial: Partial, level: float) -> dict[str, Any]:
        heard = asdict(partial.heard) if partial.heard and state == "heard" else None
        return {
            "state": state,
            "level": round(level, 3),
            "partial": partial.text,
            "complete": partial.heard is not None,
            "heard": heard,
            "alternatives": {name: list(texts) for name, texts in partial.alternatives.items()},
            "seconds": round(self._endpoint.seconds, 2),
        }
