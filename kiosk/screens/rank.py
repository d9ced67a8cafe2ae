"""Where the household stands in the village this year."""

from __future__ import annotations

from flask import Blueprint

from kiosk import stage, visitor
from village.voice import dialogue
from village.web import db
from village.web.access import only

page = Blueprint("rank", __name__)


@page.get("/rank")
@only(visitor.known)
def rank() -> str:
    """The household's place."""
    return stage.show("rank")


@stage.screen("rank")
def _rank() -> str:
    return stage.draw("rank.html", sentences=dialogue.rank(db.store(), visitor.household_id()))
