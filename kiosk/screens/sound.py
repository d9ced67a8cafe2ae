"""What a page says, as a wav: made in memory, for the visitor of that page only."""

from __future__ import annotations

from flask import Blueprint, Response

from kiosk import visitor
from kiosk.speech import FOLDER, speech
from village.errors import VillageError
from village.web.access import only

page = Blueprint("sound", __name__)


@page.get(f"{FOLDER}/<token>.wav")
@only(visitor.here)
def wav(token: str) -> Response:
    """The sound; 404 for a text of nobody or of somebody else, 503 while the mouth is away."""
    try:
        sound = speech().wav(visitor.current(), token)
    except VillageError as error:
        return Response(status=404 if error.code == "page_missing" else 503)
    return Response(sound, mimetype="audio/wav", headers={"Cache-Control": "no-store"})
