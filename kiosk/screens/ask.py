"""Not understood twice: four big buttons say what can be asked, and nothing more is asked by voice."""

from __future__ import annotations

from flask import Blueprint

from kiosk import stage, visitor

page = Blueprint("ask", __name__)


def show() -> str:
    """The buttons; for somebody whose household is not open yet, the ways to find it."""
    who = visitor.current()
    if stage.here() != "ask":
        stage.show("ask")
    who.misses = 2
    return stage.again()


@stage.screen("ask")
def _ask() -> str:
    return stage.draw("ask.html", known=visitor.current().household_id is not None)
