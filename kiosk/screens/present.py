"""How this kiosk is, told to the desk: its microphone, its speaker, whether somebody uses it. No page of its own."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from flask import Blueprint, request, session

from kiosk import device, visitor
from village.model.kiosk import Microphone, Speaker
from village.services import kiosks
from village.web import db
from village.web.access import everybody

page = Blueprint("present", __name__)

_Word = TypeVar("_Word", bound=StrEnum)


@page.post("/present")
@everybody
def tell() -> tuple[str, int]:
    """What `presence.js` says once a minute; no sign of life of a visitor.

    It goes out beside what the visitor does, so it says nothing to the session: the later cookie would win.
    """
    screen = device.current()
    session.modified = False
    if screen.id:
        found = visitor.visitors().get(str(session.get("visitor", "")))
        kiosks.report(
            db.store(),
            mark=screen.id,
            name=screen.name,
            place=screen.place,
            address=screen.address,
            microphone=_word("microphone", Microphone.UNASKED),
            speaker=_word("speaker", Speaker.UNTRIED),
            in_use=bool(found and found.trail),
        )
    return "", 204


def _word(field: str, otherwise: _Word) -> _Word:
    kind = type(otherwise)
    said = request.form.get(field, "")
    return kind(said) if said in list(kind) else otherwise
