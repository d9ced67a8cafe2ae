"""What only the household itself may see or do: card or PIN first."""

from __future__ import annotations

from flask import Blueprint

from kiosk import stage, visitor
from kiosk.visitor import Proof
from village.services import households
from village.voice import dialogue
from village.voice.dialogue import Place
from village.web import db
from village.web.access import only

page = Blueprint("unlock", __name__)


@page.get("/unlock")
@only(visitor.known)
def unlock() -> str:
    """How to hear the reasons; once it is proved, the visitor is back at them."""
    who = visitor.current()
    if stage.here() == "statement":
        who.wish, who.spoke = who.trail[-1], False
    return stage.show("unlock")


def enter(screen: str, **args: str) -> str:
    """Go to a screen of the household's own; whoever came without card or PIN is asked for one first."""
    if proved():
        return stage.show(screen, **args)
    who = visitor.current()
    who.wish, who.spoke = Place(screen, args), False
    return stage.show("unlock", what="errand")


def proved() -> bool:
    """Whether something may be done in the household's name: seeing reasons may be open to all, this never is."""
    return visitor.current().proof is not Proof.NONE


@stage.screen("unlock")
def _unlock(what: str = "reasons") -> str:
    household_id = visitor.household_id()
    sentence = dialogue.unlock(db.store(), household_id, what)
    return stage.draw("unlock.html", sentence=sentence, has_pin=households.get(db.store(), household_id).has_pin)
