"""How many points: the figure, the sentence, what one can do next."""

from __future__ import annotations

from flask import Blueprint

from kiosk import device, stage, visitor
from village.voice import dialogue
from village.voice.dialogue import Sentence
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
    sentence = dialogue.balance(db.store(), visitor.household_id())
    if sentence.key == "balance.owed" and device.current().small:  # no room for how to make up for it
        sentence = Sentence("balance.owed_short", sentence.params)
    return stage.draw("balance.html", sentence=sentence)
