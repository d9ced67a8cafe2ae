"""The first page: draws people in, shows nobody's points. Coming here ends the visit before."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, request

from kiosk import device, stage, visitor
from village import clock
from village.services import villages
from village.voice.dialogue import Sentence
from village.web import db
from village.web.access import everybody, only

page = Blueprint("home", __name__)


@page.get("/")
@everybody
def index() -> str:
    """A new visit. `?left` says that the one before was ended by waiting, `?done` by its visitor."""
    device.introduce()
    if "left" in request.args:
        return stage.leave(Sentence("help.left"))
    return stage.leave(Sentence("help.goodbye") if "done" in request.args else None)


@page.get("/back")
@only(visitor.here)
def back() -> str:
    """One screen back."""
    return stage.back()


@page.get("/again")
@only(visitor.here)
def again() -> str:
    """The screen the visitor is at."""
    return stage.again()


@page.post("/stay")
@only(visitor.here)
def stay() -> tuple[str, int]:
    """A sign of life: the visitor is still there."""
    return "", 204


@page.get("/screen.css")
@everybody
def screen_css() -> Response:
    """How many CSS px a millimetre of this screen has."""
    answer = make_response(f":root {{ --mm: {device.current().mm:.4f}px }}\n")
    answer.mimetype = "text/css"
    answer.cache_control.private = True
    answer.cache_control.max_age = 86400
    return answer


@stage.screen("home")
def _home() -> str:
    return stage.draw("home.html", village=villages.get(db.store()).name, today=clock.today())
