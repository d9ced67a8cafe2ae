"""What the cadre should know beside an act that worked: told on the next page."""

from __future__ import annotations

from collections.abc import Iterable

from flask import flash

import rules
from rules import Why


def tell(warnings: Iterable[Why]) -> None:
    """The engine's warnings have words of their own; those of the services are worded in `_told.html`."""
    for warning in warnings:
        if warning.code in rules.CODES:
            flash(rules.say(warning), "warning")
        else:
            flash(warning.code, "note")
