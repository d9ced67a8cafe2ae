"""The first page: draws people in, shows nobody's points. Coming here ends the visit before."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, request

from kiosk import device, stage, visitor
from kiosk.speech import speech
from village import clock
from village.services import notices, villages
from village.voice import boards
from village.voice.dialogue import Sentence
from village.voice.told import public
from village.web import db
from village.web.access import everybody, only

page = Blueprint("home", __name__)


@page.get("/")
@everybody
def index() -> str:
    """A new visit. `?left` says that the one before was ended by waiting, `?done` by its visitor.

    Whoever waited is told aloud, and of an exchange that was not confirmed that it did not come about (C.6).
    """
    device.introduce()
    if "left" in request.args:
        dropped = stage.here() == "order"
        return stage.leave(Sentence("help.left_order" if dropped else "help.left"), aloud="notice")
    return stage.leave(Sentence("help.goodbye") if "done" in request.args else None)


@page.get("/back")
@only(visitor.here)
def back() -> str:
    """One screen back."""
    return stage.back()


@page.get("/idle")
@only(visitor.watching)
def idle() -> str:
    """The first page asks for itself once a minute: days and notices change. Whoever left is forgotten meanwhile."""
    return stage.again()


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
    return stage.draw("home.html", village=villages.get(db.store()).name, lines=_lines())


def _lines() -> list[Sentence]:
    """What the first page tells besides its welcome, as much as there is room for: nothing of any household, but an
    honour where the village chose so. At seven inches one line, and the day gives way to a notice; on a screen that
    was never measured the style sees to it."""
    store, screen, status = db.store(), device.current(), speech().status()
    standing = [Sentence("home.notice", {"title": one.title}) for one in notices.today(store)[:1]]
    day = Sentence("home.today", {"full_date": clock.today()})
    if screen.small and screen.measured:
        return (standing or [day])[: int(status.ears == status.mouth == "ready")]
    honour = [boards.honour(store, one) for one in boards.honours(store)[:1]]
    return [day, *_window(), *standing, *(honour if db.settings().idle_honours and not screen.low else [])]


def _window() -> list[Sentence]:
    """When goods can be had; nothing where the village has not decided."""
    return [one for one in public(db.store(), "next_window", None)[:1] if one.key != "told.undecided"]
