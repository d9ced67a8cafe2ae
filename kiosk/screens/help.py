"""请干部帮忙: rings at the desk, and shows when somebody comes."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kiosk import device, stage, visitor
from village.errors import VillageError
from village.language import phrase
from village.model.help_call import HelpCall
from village.services import help_calls
from village.web import db
from village.web.access import only

page = Blueprint("help", __name__)


@page.post("/help")
@only(visitor.here)
def call() -> str:
    """Ring."""
    return ring()


@page.get("/help/<id:call_id>")
@only(visitor.watching)
def state(call_id: int) -> ResponseReturnValue:
    """Has anybody answered? The page asks every two seconds."""
    return stage.again() if _call(call_id).answered_by else ("", 204)


def ring() -> str:
    """Call for help at the step the visitor is at."""
    step = stage.here()
    if step == "help":
        return stage.again()
    rung = help_calls.call(db.store(), kiosk=device.current().whereabouts, step=phrase(f"step.{step}").shown)
    return stage.show("help", call=str(rung.id))


def _call(call_id: int) -> HelpCall:
    found = help_calls.get(db.store(), call_id)
    if found is None:
        raise VillageError("page_missing")
    return found


@stage.screen("help")
def _help(call: str) -> str:
    return stage.draw("help.html", call=_call(int(call)))
