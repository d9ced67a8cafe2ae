"""A real receipt printer, over the network or USB, through python-escpos."""

from __future__ import annotations

import errno
import socket
from typing import Any

from village.devices.escpos_bytes import escpos_printers
from village.devices.printer import PrinterFailed, fares, is_status
from village.model.device import Trouble

_CHUNK = 1024
_DLE_EOT = b"\x10\x04"


class EscposPort:
    """What both kinds of line have in common.

    `timeout` in seconds is how long no progress is borne; `drain`, how long the first answer after a receipt
    may take, which a slow printer gives only when it has read all of it. Hanging up earlier could cut it off.

    python-escpos' own `is_online` and `paper_status` are not used: the second says "adequate" when the
    printer hangs up without a word.
    """

    settle = 3.0

    def __init__(self, *, timeout: float, drain: float) -> None:
        self._timeout = timeout
        self._drain = drain
        self._draining = False
        self._line: Any = None

    def _open(self) -> Any:
        """A connected python-escpos printer. Raises OSError."""
        raise OSError("no line")

    def _wait(self, seconds: float) -> None:
        """How long the open line waits for an answer, or for room."""

    def status(self) -> Trouble | None:
        """Why it cannot print. A line that went dead while idle is opened once more before that is said.

        Not so a line that went dead under a receipt: a new one would answer that all is well, though half
        of the bytes never arrived.
        """
        idle = self._line is not None and not self._draining
        try:
            self._connect()
        except OSError:
            return Trouble.UNPLUGGED
        try:
            trouble = fares(self._ask)
        except OSError as why:
            lost, patient = self._draining, _timed_out(why)
            self.close()
            if idle and not patient:
                return self.status()
            return Trouble.UNPLUGGED if lost and not patient else Trouble.MUTE
        if trouble not in (None, Trouble.PAPER_LOW):
            self.close()  # a late answer must not be taken for the next one
        return trouble

    def send(self, data: bytes, *, name: str) -> None:
        """Small pieces, each with its own patience: a slow printer is not a dead one. Raises PrinterFailed."""
        try:
            self._connect()
        except OSError as why:
            raise PrinterFailed(Trouble.UNPLUGGED, started=False, detail=str(why)) from why
        self._wait(self._timeout)
        self._draining = True
        try:
            for start in range(0, len(data), _CHUNK):
                self._line._raw(data[start : start + _CHUNK])
        except OSError as why:
            self.close()
            trouble = Trouble.MUTE if _timed_out(why) else Trouble.UNPLUGGED
            raise PrinterFailed(trouble, started=True, detail=f"{name}: {why}") from why

    def close(self) -> None:
        """Hang up: cheap printers serve one line at a time."""
        if self._line is not None:
            line, self._line = self._line, None
            self._draining = False
            line.close()

    def _connect(self) -> None:
        if self._line is None:
            self._line = self._open()

    def _ask(self, number: int) -> int:
        self._wait(self._drain if self._draining else self._timeout)
        self._line._raw(_DLE_EOT + bytes([number]))
        answer = bytes(self._line._read())
        if not answer:
            raise ConnectionError("the printer hung up")
        found = [byte for byte in answer if is_status(byte)]
        if not found:
            raise TimeoutError(f"the printer answered {answer.hex(' ')}")
        self._draining = False
        return found[-1]


def _timed_out(why: OSError) -> bool:
    return isinstance(why, TimeoutError) or why.errno == errno.ETIMEDOUT


class NetworkPort(EscposPort):
    """A printer at `host`:`port` (9100 as a rule)."""

    def __init__(self, host: str, port: int, *, timeout: float = 3.0, drain: float = 15.0) -> None:
        super().__init__(timeout=timeout, drain=drain)
        self._host, self._port = host, port

    def _open(self) -> Any:
        # python-escpos would open the socket itself, wait for 60 s, and leak it when nobody answers.
        line = escpos_printers().Network(self._host, self._port, timeout=self._timeout)
        line.device = socket.create_connection((self._host, self._port), timeout=self._timeout)
        return line

    def _wait(self, seconds: float) -> None:
        self._line.device.settimeout(seconds)
