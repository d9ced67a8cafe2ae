"""What a face holds to hear and to speak. Safe to share between threads: each call has a connection of its own."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from village.devices.ears import SAMPLE_RATE, Heard
from village.devices.mouth import DEFAULT_RATE, RATES
from village.errors import VillageError
from village.voice.clips import Clips
from village.voice.narrating import narrated
from village.voice.wire import LARGEST_CHUNK, Message, Reader, WireError, pack

__all__ = [
    "DEFAULT_RATE",
    "LARGEST_CHUNK",
    "RATES",
    "SAMPLE_RATE",
    "Heard",
    "Progress",
    "State",
    "Voice",
    "VoiceStatus",
]

State = Literal["hearing", "heard", "silence", "not_understood", "too_long"]

_MISSING = {"speak": "mouth_missing"}
_RETRY = 0.05


@dataclass(frozen=True, slots=True)
class Progress:
    """How a listening stands after a chunk.

    `state` is "hearing" until the worker finds the end of speech, and final ever after: "heard" (then `heard`
    says what), "silence" (nothing was said), "not_understood" (something was, but no listed phrase),
    "too_long" (the longest listening is over, and what was said so far is no phrase). `level` is the loudness
    of the last chunk, 0..1, for the level bar. `partial` is what the ears make of it so far; it is not to be
    shown. `complete`: that is a whole phrase, and only its end is waited for. `seconds` is how much sound the
    worker has taken in. `alternatives` are, of a final one, the likeliest outputs of each grammar, whole or not.
    """

    state: State
    level: float = 0.0
    partial: str = ""
    complete: bool = False
    heard: Heard | None = None
    seconds: float = 0.0
    alternatives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def phrases(self) -> tuple[str, ...]:
        """The whole phrases that the grammars heard, the likeliest first: a short one may be part of what was said."""
        said = self.heard.by_grammar.values() if self.heard else ()
        return tuple(dict.fromkeys(each for each in said if each))

    @property
    def final(self) -> bool:
        """Whether the listening is over."""
        return self.state != "hearing"


@dataclass(frozen=True, slots=True)
class VoiceStatus:
    """How the worker is. `ears`: ready, no_model, away. `mouth`: ready, no_library, away.

    "away" is the answer while no worker is running. `missing` are characters of grammars asked for so far
    that the model has no word for: phrases with one of them cannot be heard.
    """

    ears: Literal["ready", "no_model", "away"] = "away"
    mouth: Literal["ready", "no_library", "away"] = "away"
    listening: bool = False
    pid: int = 0
    missing: tuple[str, ...] = ()


class Voice:
    """The ears and the mouth of this machine, over the worker's socket.

    Every call may raise `VillageError`: `ears_missing` or `mouth_missing` (no worker, no model, no library),
    `busy` (someone else is being listened to), `audio_bad` (not 16 kHz, half a sample, a chunk too big),
    `chunks_out_of_order` (a chunk is missing, or the listening is over or unknown: begin again). `patience`
    is how many seconds a call waits for a worker that is being restarted, `timeout` how many for its answer. `clips`
    are the village's, once somebody hands them over.
    """

    def __init__(self, path: Path, *, patience: float = 3.0, timeout: float = 5.0) -> None:
        self.path = path
        self._patience = patience
        self._timeout = timeout
        self.clips: Clips | None = None

    def begin(
        self,
        grammars: Mapping[str, Sequence[str]],
        *,
        slots: Mapping[str, Iterable[str]] | None = None,
        sample_rate: int = SAMPLE_RATE,
        listener: str = "",
    ) -> str:
        """Start listening for the phrases of these grammars, by name; returns the id of the listening.

        A phrase is written as it is said, without blanks; it may hold rows, such as
        "户号是[零一二三四五六七八九]{4,6}", and open parts ("我是{name}") that `slots` fill. One person is listened to
        at a time. A `listener` (the name of a kiosk) who begins again replaces its own earlier listening; another one
        gets `busy`.
        """
        asked = {
            "grammars": {name: list(phrases) for name, phrases in grammars.items()},
            "slots": {name: list(values) for name, values in (slots or {}).items()},
        }
        payload = json.dumps(asked, ensure_ascii=False).encode()
        answer = self._ask("begin", payload, sample_rate=sample_rate, listener=listener)
        return str(answer.fields["id"])

    def send(self, listening: str, n: int, pcm: bytes) -> Progress:
        """Hand over chunk `n` (0, 1, 2 …) of 16-bit samples, about a tenth of a second each.

        A chunk sent twice is answered as the first time and not heard twice.
        """
        return _progress(self._ask("audio", pcm, id=listening, n=n))

    def end(self, listening: str) -> Progress:
        """No more chunks will come (the button was let go): the final answer on what was heard."""
        return _progress(self._ask("end", id=listening))

    def cancel(self, listening: str) -> None:
        """Forget a listening, as when the visitor touches another button. Harmless if it is over."""
        self._ask("cancel", id=listening)

    def speak(self, text: str, rate: int = DEFAULT_RATE, *, private: bool = False) -> bytes:
        """A wav of `text`, which must be `speakable`. `rate` is a step of RATES, 1..7.

        Sentences that `clips` can say whole come from there. A long text is asked for sentence by sentence, so that
        nobody waits for the worker meanwhile. `private` texts (points, names, reasons) are not kept once they were
        handed over. Raises ValueError for a text with digits or Latin letters and for a step that is none.
        """

        def synthesise(piece: str) -> bytes:
            return self._ask("speak", piece.encode(), rate=rate, private=private).payload

        return narrated(text, rate, synthesise, self.clips)

    def check(self, phrases: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Which of these phrases the ears can never hear, each with the characters the model has no word for."""
        answer = self._ask("check", json.dumps(list(phrases), ensure_ascii=False).encode())
        return {phrase: tuple(lacks) for phrase, lacks in json.loads(answer.payload).items()}

    def status(self) -> VoiceStatus:
        """How the worker is, at once: never raises and never waits for a restart."""
        try:
            fields = self._exchange(Message("status"), self._timeout).fields
        except (OSError, WireError):
            return VoiceStatus()
        return VoiceStatus(
            fields["ears"], fields["mouth"], fields["listening"], fields["pid"], tuple(fields["missing"])
        )

    def _ask(self, kind: str, payload: bytes = b"", **fields: Any) -> Message:
        message = Message(kind, fields, payload)
        patience = time.monotonic() + self._patience
        while True:
            try:
                answer = self._exchange(message, self._timeout)
                break
            except (ConnectionError, FileNotFoundError, WireError):
                if time.monotonic() >= patience:
                    raise VillageError(_MISSING.get(kind, "ears_missing")) from None
                time.sleep(_RETRY)
            except OSError:
                raise VillageError(_MISSING.get(kind, "ears_missing")) from None
        if answer.kind != "error":
            return answer
        if answer.fields["code"] == "misuse":
            raise ValueError(answer.fields["why"])
        raise VillageError(answer.fields["code"])

    def _exchange(self, message: Message, timeout: float) -> Message:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as wire:
            wire.settimeout(timeout)
            wire.connect(str(self.path))
            wire.sendall(pack(message))
            reader = Reader()
            while data := wire.recv(1 << 18):
                for answer in reader.feed(data):
                    return answer
        raise ConnectionResetError("the worker hung up")


def _progress(answer: Message) -> Progress:
    fields = answer.fields
    heard = fields["heard"]
    return Progress(
        state=fields["state"],
        level=fields["level"],
        partial=fields["partial"],
        complete=fields["complete"],
        heard=Heard(**heard) if heard else None,
        seconds=fields["seconds"],
        alternatives={name: tuple(texts) for name, texts in fields["alternatives"].items()},
    )
