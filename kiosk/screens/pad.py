"""Digits by touch or voice: the household's number, or the last four of its phone."""

from __future__ import annotations

import re
from typing import Literal

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kiosk import device, stage, visitor
from kiosk.screens import identify
from village.errors import VillageError
from village.services import guesses, households
from village.web import db
from village.web.access import only

page = Blueprint("pad", __name__)
Kind = Literal["number", "phone"]


@page.get("/find/<any(number, phone):kind>")
@only(visitor.here)
def pad(kind: Kind) -> str:
    """Ten large keys."""
    return stage.show("pad", kind=kind)


@page.post("/find/digits")
@only(visitor.here)
def digits() -> ResponseReturnValue:
    """Whose digits are these? One household: is it yours? Several: which? None: again."""
    try:
        return look_up(request.form.get("digits", ""))
    except VillageError as error:
        return stage.again(stage.sorry(error)), 422


def look_up(typed: str) -> str:
    """The next screen after these digits. Raises `digits_wrong`, `guessing`, `unknown_household`,
    `account_closed`."""
    if not re.fullmatch(r"[0-9]{4,6}", typed):
        raise VillageError("digits_wrong")
    store, whence = db.store(), device.current().marks
    guesses.check(store, door="digits", whence=whence)
    found = households.by_digits(store, typed)
    if not found:
        guesses.note(store, door="digits", whence=whence, whose=device.current().whereabouts)
        raise VillageError("unknown_household")
    if len(found) == 1:
        return identify.candidate(found[0])
    return stage.show("found", digits=typed)


@stage.screen("pad")
def _pad(kind: Kind) -> str:
    return stage.draw("pad.html", kind=kind)
