"""A card may be held to the scanner at any moment; it opens the household at once."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kiosk import device, stage, visitor
from kiosk.visitor import Proof
from village.errors import VillageError
from village.services import guesses, households
from village.web import db
from village.web.access import only

page = Blueprint("card", __name__)
_GUESSED = ("card_unknown", "card_stopped")


@page.post("/card")
@only(visitor.here)
def scan() -> ResponseReturnValue:
    """What the scanner typed. A card that opens nothing leaves the visitor where they are."""
    store, kiosk = db.store(), device.current().name
    try:
        guesses.check(store, door="card", who=kiosk)
        household = households.by_card(store, request.form.get("card", "")[:40])
    except VillageError as error:
        if error.code in _GUESSED:
            guesses.note(store, door="card", who=kiosk)
        return stage.again(stage.sorry(error)), 422
    who = visitor.current()
    if who.household_id == household.id:
        return _proved(who)
    if who.household_id is not None:
        who = visitor.welcome()  # somebody else's card: the one before is gone, with all of theirs
    who.opens(household.id, Proof.CARD)
    return stage.arrive()


def _proved(who: visitor.Visitor) -> str:
    """The card of the household that is open already: what was locked opens."""
    who.proof = Proof.CARD
    if who.wish:
        return stage.arrive()
    if stage.here() in ("pin", "unlock"):
        return stage.show("balance")
    return stage.again()
