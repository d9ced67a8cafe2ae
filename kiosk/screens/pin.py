"""The household's four digits."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kiosk import stage, visitor
from kiosk.visitor import Proof
from village.errors import VillageError
from village.services import pin_codes
from village.web import db
from village.web.access import only

page = Blueprint("pin", __name__)


@page.get("/pin")
@only(visitor.known)
def ask() -> str:
    """Ten large keys."""
    return stage.show("pin")


@page.post("/pin")
@only(visitor.known)
def check() -> ResponseReturnValue:
    """Right: what was asked for is shown. Wrong: again, and soon no more for a while."""
    household_id = visitor.household_id()
    try:
        pin_codes.check(db.store(), household_id, pin=request.form.get("digits", "")[:8])
    except VillageError as error:
        return stage.again(stage.sorry(error)), 422
    who = visitor.current()
    who.opens(household_id, Proof.PIN)
    del who.trail[-1:]
    if who.wish or stage.here() not in ("balance", "statement", "rank"):
        return stage.arrive()
    return stage.again()


@stage.screen("pin")
def _pin() -> str:
    return stage.draw("pin.html")
