"""Why only so much can be had for the points: what rests, and until when, each said apart."""

from __future__ import annotations

from flask import Blueprint

from kiosk import stage, visitor
from kiosk.screens import unlock
from village.model.points import ZERO
from village.services import figures
from village.services.figures import Figures
from village.voice.dialogue import Sentence
from village.web import db
from village.web.access import only

page = Blueprint("redeemable", __name__)


@page.get("/redeemable")
@only(visitor.known)
def redeemable() -> str:
    """Of these points, so many can be spent, because …"""
    return unlock.enter("redeemable")


def reasons(found: Figures) -> list[Sentence]:
    """The figure, and one sentence for each thing that rests."""
    rests = {"locked_base": found.locked_base, "unpublished": found.unpublished, "disputed": found.disputed}
    told = [Sentence(f"redeemable.{name}", {"amount": rest}) for name, rest in rests.items() if rest > ZERO]
    heading = Sentence("redeemable.is", {"points": found.balance, "amount": found.redeemable})
    return [heading, *(told or [Sentence("redeemable.whole" if found.balance > ZERO else "redeemable.nothing")])]


@stage.screen("redeemable")
def _redeemable() -> str:
    return stage.draw("redeemable.html", sentences=reasons(figures.of(db.store(), visitor.household_id())))
