"""Is this your household? Skipped by the card, which says so itself."""

from __future__ import annotations

from flask import Blueprint

from kiosk import stage, visitor
from kiosk.screens import identify
from kiosk.visitor import Proof
from village.services import households
from village.voice import answers
from village.voice.dialogue import Place, Sentence, name_of
from village.web import db
from village.web.access import only

page = Blueprint("who", __name__)


@page.post("/who/yes")
@only(visitor.here)
def yes() -> str:
    """It is: shows what the public may see of it, and no more, until card or PIN."""
    return accept()


@page.get("/who/no")
@only(visitor.here)
def no() -> str:
    """It is not: look again."""
    return reject()


def accept() -> str:
    """The household asked about is open. Raises `account_closed`."""
    who = visitor.current()
    if who.candidate_id is None:
        return stage.again()
    who.opens(identify.still_open(who.candidate_id).id, Proof.NONE)
    if who.wish and answers.guarded(who.wish):
        who.trail = [Place("balance")]
        return stage.show("unlock", what="errand")
    return stage.arrive()


def reject() -> str:
    """Nobody's household is open; the visitor looks again."""
    visitor.current().opens_nobody()
    visitor.current().trail.clear()
    stage.notify(Sentence("who.wrong"))
    return stage.show("find")


@stage.screen("who")
def _who() -> str:
    found = households.get(db.store(), visitor.current().candidate_id or 0)
    return stage.draw("who.html", group=found.group, head=name_of(found))
