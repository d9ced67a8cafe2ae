"""Why these points, line by line, in the form that this visitor may see (decision 18)."""

from __future__ import annotations

from flask import Blueprint, request

from kiosk import device, paging, stage, visitor
from kiosk.screens import objection
from village.services.statements import Access
from village.voice import dialogue
from village.web import db
from village.web.access import only

page = Blueprint("statement", __name__)


@page.get("/statement/<any(all, plus, minus):sign>")
@only(visitor.known)
def statement(sign: str) -> str:
    """All lines, or why points were added, or why they were taken off."""
    return stage.show("statement", sign=sign, number=str(request.args.get("page", 1, type=int)))


@stage.screen("statement")
def _statement(sign: str, number: str = "1") -> str:
    who, screen = visitor.current(), device.current()
    access = Access.OWN if who.trusted else Access.PUBLIC
    told = dialogue.statement(db.store(), visitor.household_id(), access=access, sign=sign)
    if screen.narrow:  # the button that led here said the same
        told = [each for each in told if not each.key.startswith("statement.why")]
    page = paging.sentences(told, number=int(number), columns=screen.columns(who.text), rows=screen.rows(who.text))
    locked = access is Access.PUBLIC
    may_object = not locked and objection.possible()
    return stage.draw("statement.html", page=page, sign=sign, locked=locked, may_object=may_object)
