"""Answers every message of the wire with what the ears, the mouth and one listening at a time can do."""

from __future__ import annotations

import ctypes
import json
import os
import re
import secrets
from collections.abc import Callable
from typing import Any

from village.devices.ears import SAMPLE_RATE, Ears
from village.devices.mouth import DEFAULT_RATE, Mouth, MouthError
from village.voice.hearing import ChunkError, Hearing
from village.voice.renderings import Renderings
from village.voice.wire import Message

FORGOTTEN = 30.0
"""Seconds that a finished listening is remembered, for an answer that was lost on its way."""

_LARGEST_GRAMMARS = 4 << 20
_LONGEST_PHRASE = 80


class Misuse(Exception):
    """The face asked for something that is none: its programmer has to know."""


_MISUSES = (Misuse, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, re.error)


class Attendant:
    """The worker's wits, without its socket. `now` is a running clock in seconds."""

    def __init__(self, ears: Ears | None, mouth: Mouth | None, now: Callable[[], float]) -> None:
        self._ears, self._mouth, self._now = ears, mouth, now
        self._hearings: dict[str, Hearing] = {}
        self._renderings = Renderings()
        self._missing: set[str] = set()

    def answer(self, message: Message) -> Message:
        """The answer to one message; never raises for anything that can be sent."""
        verbs = {
            "begin": self._begin,
            "audio": self._audio,
            "end": self._end,
            "cancel": self._cancel,
            "speak": self._speak,
            "check": self._check,
            "status": self._status,
        }
        verb = verbs.get(message.kind)
        if verb is None:
            return _misuse(f"no such message: {message.kind[:40]}")
        try:
            return verb(message.fields, message.payload)
        except ChunkError as why:
            return _error(why.code)
        except MouthError:
            return _error("mouth_missing")
        except _MISUSES as why:
            return _misuse(f"{message.kind}: {type(why).__name__} {why}")

    def tidy(self) -> None:
        """Close the listening whose last chunk was lost, and forget those long over."""
        now = self._now()
        for name, hearing in list(self._hearings.items()):
            if hearing.abandoned(now):
                hearing.end()
                _give_back()
            elif now - hearing.touched > FORGOTTEN:
                del self._hearings[name]

    def _begin(self, fields: dict[str, Any], payload: bytes) -> Message:
        if self._ears is None:
            return _error("ears_missing")
        if fields["sample_rate"] != SAMPLE_RATE:
            return _error("audio_bad")
        grammars, slots = _question(payload)
        self.tidy()
        for name, other in list(self._hearings.items()):
            if other.final is None:
                if not other.listener or other.listener != fields["listener"]:
                    return _error("busy")
                del self._hearings[name]
        listening = self._ears.listen(grammars, slots)
        self._missing.update(each for lacks in listening.missing.values() for each in lacks)
        name = secrets.token_hex(8)
        self._hearings[name] = Hearing(str(fields["listener"]), listening, self._now())
        return Message("begun", {"id": name})

    def _audio(self, fields: dict[str, Any], payload: bytes) -> Message:
        n, hearing = fields["n"], self._hearings.get(fields["id"])
        if hearing is None:
            return _error("chunks_out_of_order")
        if type(n) is not int or n < 0:
            raise Misuse("chunks are numbered from 0")
        was_over = hearing.final is not None
        answer = hearing.chunk(n, payload, self._now())
        if hearing.final is not None and not was_over:
            _give_back()
        return Message("progress", answer)

    def _end(self, fields: dict[str, Any], _payload: bytes) -> Message:
        hearing = self._hearings.get(fields["id"])
        if hearing is None:
            return _error("chunks_out_of_order")
        answer = Message("progress", hearing.end())
        _give_back()
        return answer

    def _cancel(self, fields: dict[str, Any], _payload: bytes) -> Message:
        if self._hearings.pop(fields["id"], None):
            _give_back()
        return Message("done")

    def _speak(self, fields: dict[str, Any], payload: bytes) -> Message:
        text, rate = payload.decode(), fields.get("rate", DEFAULT_RATE)
        if self._mouth is None:
            return _error("mouth_missing")
        private = fields.get("private", False)
        wav = None if private else self._renderings.get(text, rate)
        if wav is None:
            wav = self._mouth.say(text, rate)
            if not private:
                self._renderings.keep(text, rate, wav)
        return Message("spoken", {}, wav)

    def _check(self, _fields: dict[str, Any], payload: bytes) -> Message:
        if self._ears is None:
            return _error("ears_missing")
        lacks = {phrase: self._ears.lacks(phrase) for phrase in _phrases(json.loads(payload))}
        found = {phrase: characters for phrase, characters in lacks.items() if characters}
        return Message("checked", {}, json.dumps(found, ensure_ascii=False).encode())

    def _status(self, _fields: dict[str, Any], _payload: bytes) -> Message:
        return Message(
            "state",
            {
                "ears": "ready" if self._ears else "no_model",
                "mouth": "ready" if self._mouth else "no_library",
                "listening": any(each.final is None for each in self._hearings.values()),
                "pid": os.getpid(),
                "missing": sorted(self._missing)[:200],
            },
        )


def _question(payload: bytes) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    if len(payload) > _LARGEST_GRAMMARS:
        raise Misuse("these grammars are too large")
    asked = json.loads(payload)
    grammars, slots = ({name: _phrases(each) for name, each in asked[part].items()} for part in ("grammars", "slots"))
    return grammars, slots


def _phrases(asked: Any) -> list[str]:
    if not isinstance(asked, list) or not all(isinstance(each, str) for each in asked):
        raise Misuse("a grammar is a list of phrases")
    if any(len(each) > _LONGEST_PHRASE for each in asked):
        raise Misuse(f"a phrase has at most {_LONGEST_PHRASE} characters")
    return asked


def _error(code: str) -> Message:
    return Message("error", {"code": code})


def _misuse(why: str) -> Message:
    return Message("error", {"code": "misuse", "why": why[:200]})


def _give_back() -> None:
    """Hand freed memory back to the system: without it a worker grows to several times its model (glibc)."""
    ctypes.CDLL(None).malloc_trim(0)
