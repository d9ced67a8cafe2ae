"""How many points: the figure, the sentence, what one can do next."""

from __future__ import annotations

from flask import Blueprint

from kiosk import stage, visitor
from village.voice import dialogue
from village.web import db
from village.web.access import only

page = Blueprint("balance", __name__)


@page.get("/balance")
@only(visitor.known)
def balance() -> str:
    """The household's points."""
    return stage.show("balance")


@stage.screen("balance")
def _balance() -> str:
    return stage.draw("balance.html", sentence=dialogue.balance(db.store(), visitor.household_id()))
