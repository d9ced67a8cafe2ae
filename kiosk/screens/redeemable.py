"""Why only so much can be had for the points: what rests, and until when, each said apart."""

from __future__ import annotations

from flask import Blueprint, request

from kiosk import device, paging, stage, visitor
from kiosk.screens import unlock
from village.model.points import ZERO
from village.services.figures import Purse
from village.voice.dialogue import Sentence
from village.voice.redeemable import told
from village.web import db
from village.web.access import only

page = Blueprint("redeemable", __name__)


@page.get("/redeemable")
@only(visitor.known)
def redeemable() -> str:
    """Of these points, so many can be spent, because …"""
    return unlock.enter("redeemable", number=str(request.args.get("page", 1, type=int)))


def in_short(purse: Purse, opening: Sentence) -> Sentence | None:
    """The spendable part of the balance in one sentence; `opening` is what the shop says today (`shop.opening`)."""
    if opening.key == "shop.undecided":
        return None
    when = "from" if opening.key == "shop.opens" else "now"
    if purse.redeemable == ZERO:
        return Sentence("redeemable.none_now")
    if purse.redeemable == purse.balance:
        return Sentence(f"redeemable.all_{when}", opening.params)
    return Sentence(f"redeemable.{when}", {"amount": purse.redeemable, **opening.params})


@stage.screen("redeemable")
def _redeemable(number: str = "1") -> str:
    who, screen = visitor.current(), device.current()
    said = told(db.store(), visitor.household_id())
    shown = paging.sentences(said, number=int(number), columns=screen.columns(who.text), rows=screen.rows(who.text))
    return stage.draw("redeemable.html", page=shown)
