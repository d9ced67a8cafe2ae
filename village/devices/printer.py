"""The receipt printer behind one door: what is wrong with it, and bytes to it.

"Sent" is not "printed": the operating system takes 200 kB for a printer that reads nothing. So every port
can say how it fares, before and after.
"""

from __future__ import annotations

from typing import Protocol

from village.model.device import Trouble

# DLE EOT n: the printer answers at once, with one byte in which four bits are fixed.
_FIXED, _AS_FIXED = 0x93, 0x12
_PRINTER, _CAUSE, _PAPER = 1, 2, 4
_OFFLINE = 0x08
_COVER, _NO_PAPER_STOP, _ERROR = 0x04, 0x20, 0x40
_PAPER_END, _PAPER_LOW = 0x60, 0x0C


class PrinterFailed(Exception):
    """The bytes did not all go out. `started` tells whether any may have: then nobody knows what is on paper."""

    def __init__(self, trouble: Trouble, *, started: bool, detail: str = "") -> None:
        super().__init__(trouble, detail)
        self.trouble = trouble
        self.started = started
        self.detail = detail


class PrinterPort(Protocol):
    """A way to paper. `settle` is how long a receipt takes to come out, in seconds.

    `status` answers None when all is well, PAPER_LOW when it can still print, else why it cannot. `send`
    takes the bytes of one receipt, `name` its number; raises PrinterFailed. `close` lets go of the line.
    """

    settle: float

    def status(self) -> Trouble | None: ...

    def send(self, data: bytes, *, name: str) -> None: ...

    def close(self) -> None: ...


def fares(ask: AskStatus) -> Trouble | None:
    """What a printer's status bytes mean. `ask(n)` sends DLE EOT n; raises OSError when no answer comes.

    All are asked: with an open cover the paper is reported as good, and a printer whose paper has just
    run out may still be on line.
    """
    offline = ask(_PRINTER) & _OFFLINE
    paper = ask(_PAPER)
    if paper & _PAPER_END:
        return Trouble.PAPER_OUT
    if offline:
        return _why_offline(ask)
    return Trouble.PAPER_LOW if paper & _PAPER_LOW else None


def is_status(byte: int) -> bool:
    """Whether a byte can be an answer to DLE EOT."""
    return byte & _FIXED == _AS_FIXED


class AskStatus(Protocol):
    """Sends DLE EOT n and returns the answering byte."""

    def __call__(self, number: int) -> int: ...


def _why_offline(ask: AskStatus) -> Trouble:
    """Off line with paper in it: nearly always an open cover, and not every printer knows this question."""
    try:
        cause = ask(_CAUSE)
    except OSError:
        return Trouble.COVER_OPEN
    if cause & _NO_PAPER_STOP:
        return Trouble.PAPER_OUT
    return Trouble.JAM if cause & _ERROR and not cause & _COVER else Trouble.COVER_OPEN
