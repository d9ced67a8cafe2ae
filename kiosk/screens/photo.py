"""拍张照片: for a declaration that stands already, by the kiosk's camera or from one's own phone (`phone.py`)."""

from __future__ import annotations

import io
from typing import Literal

from flask import Blueprint, Response, request, send_from_directory, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from kiosk import stage, visitor
from kiosk.screens import unlock
from kiosk.uploads import uploads
from village.errors import VillageError
from village.language import phrase
from village.model.declaration import Declaration
from village.printing import raster
from village.services import declarations, evidence, photos
from village.voice.dialogue import Sentence
from village.web import db
from village.web.access import only
from village.web.addresses import office_addresses

page = Blueprint("photo", __name__)
LIMIT = photos.BYTES + 64 * 1024
"""Bytes of a request that brings a photo."""

Camera = Literal["", "on", "off"]
"""What the screen knows of its camera: nothing yet, it shows a picture, it is refused or there is none."""
_LOCAL = ("localhost", "127.0.0.1", "::1")


@page.get("/photo/<id:declaration_id>")
@only(visitor.known)
def photo(declaration_id: int) -> str:
    """How the photo may come, as far as the screen knows of its camera."""
    if not unlock.proved():
        return unlock.enter("declared")
    camera = request.args.get("camera", "")
    return stage.show(
        "photo", declaration=str(own(declaration_id).id), camera=camera if camera in ("on", "off") else ""
    )


@page.post("/photo/<id:declaration_id>")
@only(visitor.known)
def take(declaration_id: int) -> ResponseReturnValue:
    """What the kiosk's camera saw."""
    if not unlock.proved():
        return unlock.enter("declared")
    try:
        keep(own(declaration_id).id, request.files.get("photo"))
    except VillageError as error:
        return stage.again(stage.sorry(error)), 422
    return stage.again()


@page.get("/photo/<id:declaration_id>/state")
@only(visitor.watching)
def state(declaration_id: int) -> ResponseReturnValue:
    """The page asks every two seconds whether a photo has come, and is drawn anew when one has."""
    return stage.again() if file_of(own(declaration_id)) else ("", 204)


@page.get("/photo/<id:declaration_id>.jpg")
@only(visitor.watching)
def picture(declaration_id: int) -> Response:
    """The photo as it is kept. Raises `evidence_missing` while there is none."""
    name = file_of(own(declaration_id))
    if not name:
        raise VillageError("evidence_missing")
    answer = send_from_directory(db.settings().evidence.absolute(), name, mimetype="image/jpeg")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@page.get("/photo/<id:declaration_id>/code.png")
@only(visitor.watching)
def code(declaration_id: int) -> Response:
    """The one-time address as a square code for phones."""
    drawn = io.BytesIO()
    raster.qr(_address(own(declaration_id)), dots=8, level="m").save(drawn, "PNG")
    return Response(drawn.getvalue(), mimetype="image/png", headers={"Cache-Control": "no-store"})


def keep(declaration_id: int, sent: FileStorage | None) -> None:
    """Put a photo behind a declaration. Raises `evidence_missing`, `photo_wrong`, `photo_too_big`, `decided_already`;
    then nothing is kept."""
    picture = sent.read() if sent else b""
    if not picture:
        raise VillageError("evidence_missing", said="photo_missing")
    store, actor = db.store(), phrase("errands.actor").printed
    with evidence.lay_aside(store, picture, folder=db.settings().evidence) as laid, store.transaction():
        kept = evidence.keep_photo(store, laid, kind="photo", title=phrase("photo.title").printed, actor=actor)
        declarations.show(store, declaration_id, kept.id, actor=actor)


def own(declaration_id: int) -> Declaration:
    """A declaration of the open household, to be shown to itself only. Raises `declaration_unknown`."""
    made = declarations.get(db.store(), declaration_id)
    if not unlock.proved() or made.household_id != visitor.household_id():
        raise VillageError("declaration_unknown")
    return made


def file_of(made: Declaration) -> str:
    """The name of the photo behind a declaration, "" for none."""
    return evidence.get(db.store(), made.evidence_id).file if made.evidence_id else ""


def _host() -> str:
    """Where a phone on the office's network finds this machine; "" where it cannot."""
    host, _, port = request.host.partition(":")
    if host not in _LOCAL:
        return request.host
    found = office_addresses() if db.settings().office_network else []
    return ":".join(filter(None, (found[0], port))) if found else ""


def _address(made: Declaration) -> str:
    return f"http://{_host()}{url_for('phone.send', token=uploads().address(made.id).token)}"


@stage.screen("photo")
def _photo(declaration: str, camera: Camera = "") -> str:
    made = own(int(declaration))
    came, host = bool(file_of(made)), _host()
    key = "came" if came else _HOW[camera][bool(host)]
    return stage.draw(
        "photo.html", made=made, came=came, code=bool(host), camera=camera, sentence=Sentence(f"photo.{key}")
    )


_HOW = {"": ("opening", "scan"), "on": ("shoot", "shoot_or_scan"), "off": ("nothing", "refused_scan")}
"""What is said to each state of the camera: without a network for phones, and with it."""
