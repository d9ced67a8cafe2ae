"""What goes over the loudspeaker: sentences said by the product's own mouth, to be played or saved (GY-23)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from flask import Response, current_app, request

from admin.attachment import attached
from village.language import Phrase
from village.services import announcements
from village.voice.client import Voice


def sound(told: Sequence[Phrase], name: str) -> Response:
    """The announcement as a wav; with `save` in the address a file `name`.wav. Raises `mouth_missing`."""
    answer = Response(_voice().speak(announcements.spoken(told)), mimetype="audio/wav")
    answer.headers["Cache-Control"] = "no-store"
    if "save" in request.args:
        attached(answer, f"{name}.wav")
    return answer


def ready() -> bool:
    """Whether the machine can speak now."""
    return _voice().status().mouth == "ready"


def _voice() -> Voice:
    return cast(Voice, current_app.extensions["voice"])
