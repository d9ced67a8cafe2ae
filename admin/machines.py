"""How the machines are, asked from the desk."""

from __future__ import annotations

from typing import cast

from flask import current_app

from village.printing.queue import PrintQueue
from village.services import readiness
from village.services.readiness import Finding
from village.voice.client import Voice
from village.web import db


def findings() -> tuple[Finding, ...]:
    """All that readiness looks at, with what the speech worker says of itself."""
    status = cast(Voice, current_app.extensions["voice"]).status()
    return readiness.check(db.store(), data=db.settings().data, ears=status.ears, mouth=status.mouth)


def print_soon() -> None:
    """Tell the print queue that something is waiting."""
    cast(PrintQueue, current_app.extensions["prints"]).nudge()
