"""A receipt printer on the loopback that takes ESC/POS apart as a real one does, and answers DLE EOT.

Raster data may contain the bytes 10 04; so the stream is parsed, not searched.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from types import TracebackType
from typing import Self

# The answers to DLE EOT 1 (printer), 2 (why off line) and 4 (paper), by state.
ANSWERS = {
    "ok": {1: 0x12, 2: 0x12, 4: 0x12},
    "low": {1: 0x12, 2: 0x12, 4: 0x1E},
    "out": {1: 0x1A, 2: 0x32, 4: 0x7E},
    "cover": {1: 0x1A, 2: 0x16, 4: 0x12},
    "jam": {1: 0x1A, 2: 0x52, 4: 0x12},
    "garbage": {1: 0xFF, 2: 0xFF, 4: 0xFF},
}
_TWO = (b"\x1b@", b"\x1b2", b"\x1c&", b"\x1c.")


class TcpPrinter:
    """`state` is a key of ANSWERS, "mute" (reads, never answers) or "hangs up" (at the first question).

    After `runs_out_at` printed bytes the paper is out; at `unplugged_at` the line drops, once. `pause` seconds are
    rested after each read. `knows_cause` is whether DLE EOT 2 is answered.
    """

    def __init__(
        self,
        state: str = "ok",
        *,
        runs_out_at: int | None = None,
        unplugged_at: int | None = None,
        pause: float = 0.0,
        knows_cause: bool = True,
    ) -> None:
        self.state = state
        self.runs_out_at = runs_out_at
        self.unplugged_at = unplugged_at
        self.pause = pause
        self.knows_cause = knows_cause
        self.printed = b""
        self.questions = 0
        self.calls = 0
        self._buffer = b""
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._listener.settimeout(0.05)
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        self._listener.close()

    def _serve(self) -> None:
        while not self._over.is_set():
            try:
                line, _ = self._listener.accept()
            except TimeoutError:
                continue
            self.calls += 1
            with line, contextlib.suppress(OSError):
                line.settimeout(0.05)
                self._buffer = b""
                self._listen(line)

    def _listen(self, line: socket.socket) -> None:
        while not self._over.is_set():
            try:
                heard = line.recv(2048)
            except TimeoutError:
                continue
            if not heard:
                return
            time.sleep(self.pause)
            self._buffer += heard
            while (length := _length(self._buffer)) and length <= len(self._buffer):
                command, self._buffer = self._buffer[:length], self._buffer[length:]
                if not self._obey(line, command):
                    return

    def _obey(self, line: socket.socket, command: bytes) -> bool:
        """Whether the line stays open."""
        if command[:2] == b"\x10\x04":
            return self._answer(line, command[2])
        if self.state in ANSWERS and self.state != "out":
            self.printed += command
        if self.runs_out_at is not None and len(self.printed) >= self.runs_out_at:
            self.printed, self.state = self.printed[: self.runs_out_at], "out"
        if self.unplugged_at is not None and len(self.printed) >= self.unplugged_at:
            self.unplugged_at = None
            return False
        return True

    def _answer(self, line: socket.socket, number: int) -> bool:
        self.questions += 1
        if self.state == "hangs up":
            return False
        if self.state != "mute" and (number != 2 or self.knows_cause):
            line.sendall(bytes([ANSWERS[self.state][number]]))
        return True


def _length(stream: bytes) -> int:
    """Bytes of the command at the head of the stream; 0 while that cannot be told yet."""
    if not stream or stream[0] not in (0x10, 0x1B, 0x1C, 0x1D):
        return 1 if stream else 0
    if stream[:2] in _TWO:
        return 2
    if stream[:3] == b"\x1dv0":
        if len(stream) < 8:
            return 0
        return 8 + int.from_bytes(stream[4:6], "little") * int.from_bytes(stream[6:8], "little")
    return 3
