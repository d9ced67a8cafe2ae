"""A card may be held to the scanner at any moment; it opens the household at once."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kiosk import device, stage, visitor
from kiosk.screens import orders
from kiosk.visitor import Proof
from village.errors import VillageError
from village.services import guesses, households
from village.web import db
from village.web.access import only

page = Blueprint("card", __name__)


@page.post("/card")
@only(visitor.here)
def scan() -> ResponseReturnValue:
    """What the scanner typed. A card that opens nothing leaves the visitor where they are."""
    try:
        household = households.by_card(db.store(), request.form.get("card", "")[:40])
    except VillageError as error:
        return stage.again(stage.sorry(_slowed(error))), 422
    who = visitor.current()
    if who.household_id == household.id:
        return _proved(who)
    if stage.here() == "collector":
        return orders.send(household)
    if who.household_id is not None:
        who = visitor.welcome()  # somebody else's card: the one before is gone, with all of theirs
    who.opens(household.id, Proof.CARD)
    return stage.arrive()


def _slowed(error: VillageError) -> VillageError:
    """Whoever tries numbers is told to stop. A card of the village is never kept waiting for it."""
    if error.code != "card_unknown":
        return error
    store, whence = db.store(), device.current().marks
    try:
        guesses.check(store, door="card", whence=whence)
    except VillageError as enough:
        return enough
    guesses.note(store, door="card", whence=whence, whose=device.current().whereabouts)
    return error


def _proved(who: visitor.Visitor) -> str:
    """The card of the household that is open already: what was locked opens."""
    who.proof = Proof.CARD
    if who.wish:
        return stage.arrive()
    if stage.here() in ("pin", "unlock"):
        return stage.show("balance")
    return stage.again()
