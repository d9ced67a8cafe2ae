"""The wire between a face and the speech worker: a line of JSON, then so many bytes of sound or grammar.

    {"kind": "audio", "id": "5f…", "n": 3, "bytes": 3200}\\n  3200 bytes of 16-bit samples

Asked: begin, audio, end, cancel, speak, check, status. Answered: begun, progress, spoken, checked, state,
done, error. README.md lists the fields of each.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

LONGEST_LINE = 16_384
LARGEST_CHUNK = 64_000
"""Bytes: two seconds of sound. A face sends about a tenth of a second."""
LONGEST_PAYLOAD = 16 << 20
"""Bytes. The most anyone sends is a minute or two of spoken answer; the worker sets narrower limits."""


class WireError(Exception):
    """What arrived is not a message; nothing after it on this connection can be trusted."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its kind, its fields, and the bytes that follow the line."""

    kind: str
    fields: dict[str, Any] = field(default_factory=dict)
    payload: bytes = b""


def pack(message: Message) -> bytes:
    """The message as it goes over the wire."""
    line = {"kind": message.kind, **message.fields, "bytes": len(message.payload)}
    return json.dumps(line, separators=(",", ":")).encode() + b"\n" + message.payload


class Reader:
    """Cuts one connection's stream of bytes into messages."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._head: Message | None = None
        self._wanted = 0

    def feed(self, data: bytes) -> Iterator[Message]:
        """Every message that `data` completes. Raises WireError for what is none, or too long to be one."""
        self._buffer += data
        while True:
            if self._head is None:
                end = self._buffer.find(b"\n", 0, LONGEST_LINE)
                if end < 0:
                    if len(self._buffer) >= LONGEST_LINE:
                        raise WireError("a line without an end")
                    return
                self._head, self._wanted = _head(bytes(self._buffer[:end]))
                del self._buffer[: end + 1]
            if len(self._buffer) < self._wanted:
                return
            payload = bytes(self._buffer[: self._wanted])
            del self._buffer[: self._wanted]
            message, self._head = self._head, None
            yield Message(message.kind, message.fields, payload)


def _head(line: bytes) -> tuple[Message, int]:
    try:
        fields = json.loads(line)
        kind, size = fields.pop("kind"), fields.pop("bytes")
    except (ValueError, RecursionError, KeyError, AttributeError, TypeError) as why:
        raise WireError("not a message") from why
    if not isinstance(kind, str) or type(size) is not int or not 0 <= size <= LONGEST_PAYLOAD:
        raise WireError("a message of no kind, or of no possible length")
    return Message(kind, fields), size
