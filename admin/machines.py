"""How the machines are, asked from the desk."""

from __future__ import annotations

from typing import cast

from flask import current_app

from village.model.device import Trouble
from village.model.receipt import ReceiptState
from village.printing.queue import PrintQueue
from village.services import readiness
from village.services.readiness import Finding
from village.voice.client import Voice
from village.web import db


def findings() -> tuple[Finding, ...]:
    """All that readiness looks at, with what the speech worker says of itself."""
    status = cast(Voice, current_app.extensions["voice"]).status()
    settings = db.settings()
    return readiness.check(
        db.store(),
        data=settings.data,
        ears=status.ears,
        mouth=status.mouth,
        spool=settings.spool if settings.printer.kind == "spool" else None,
    )


def print_soon() -> None:
    """Tell the print queue that something is waiting."""
    _prints().nudge()


def print_test() -> tuple[ReceiptState, Trouble | None]:
    """Print the test page while the person waits; how far it got, and what is wrong."""
    return _prints().test()


def _prints() -> PrintQueue:
    return cast(PrintQueue, current_app.extensions["prints"])
