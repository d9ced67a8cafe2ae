"""What a page says, as a wav: made in memory, for the visitor of that page only."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, request

from kiosk import visitor
from kiosk.speech import FOLDER, speech
from village.errors import VillageError
from village.web.access import only

page = Blueprint("sound", __name__)


@page.get(f"{FOLDER}/<token>.wav")
@only(visitor.here)
def wav(token: str) -> Response:
    """The sound; 404 for a text of nobody or of somebody else, 503 while the mouth is away."""
    return _answer(lambda: speech().wav(visitor.current(), token, phones=_phones()))


@page.get(f"{FOLDER}/<token>/<int(max=999):first>-<int(max=999):last>.wav")
@only(visitor.here)
def part(token: str, first: int, last: int) -> Response:
    """The sentences `first` to `last` of a page, counted from 0 as they stand there."""
    return _answer(lambda: speech().part(visitor.current(), token, first, last, phones=_phones()))


def _phones() -> bool:
    """Whether the page has put its sound through to the headphones."""
    return "headphones" in request.args


def _answer(spoken: Callable[[], bytes]) -> Response:
    try:
        sound = spoken()
    except VillageError as error:
        return Response(status=404 if error.code == "page_missing" else 503)
    return Response(sound, mimetype="audio/wav", headers={"Cache-Control": "no-store"})
