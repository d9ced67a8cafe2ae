"""What a phone sees that read the square code: one question, one file, no script, no visit."""

from __future__ import annotations

from flask import Blueprint, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from kiosk.screens import photo
from kiosk.uploads import Upload, uploads
from village.errors import VillageError
from village.language import phrase
from village.web.access import everybody
from village.web.errors import sentence

page = Blueprint("phone", __name__)


@page.get("/p/<token>")
@everybody
def send(token: str) -> ResponseReturnValue:
    """Which photo?"""
    found = uploads().find(token)
    return _drawn(found), 200 if found else 404


@page.post("/p/<token>")
@everybody
def receive(token: str) -> ResponseReturnValue:
    """A photo, once; whatever is wrong with it is told, and another may be tried."""
    found = uploads().find(token)
    if found is None:
        return _drawn(None), 404
    if not found.used:
        photo.keep(found.declaration_id, request.files.get("photo"))
        found.used = True
    return _drawn(found)


@page.errorhandler(VillageError)
def sorry(error: VillageError) -> ResponseReturnValue:
    """What was wrong, and the same question again."""
    return _drawn(_asked(), sentence(error).shown), 422


@page.errorhandler(RequestEntityTooLarge)
def too_big(_: RequestEntityTooLarge) -> ResponseReturnValue:
    """More than any photo is; nothing of it was read."""
    return _drawn(_asked(), sentence(VillageError("photo_too_big")).shown), 413


def _asked() -> Upload | None:
    return uploads().find(str((request.view_args or {}).get("token", "")))


def _drawn(found: Upload | None, sorry: str = "") -> str:
    says = phrase("photo.over" if found is None else "photo.thanks" if found.used else "photo.which").shown
    template = current_app.jinja_env.get_template("phone.html")
    return template.render(says=says, sorry=sorry, asks=bool(found and not found.used))
