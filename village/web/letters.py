"""Characters that the screen typeface has no letter for, as pictures: on the kiosk and on the board alike."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import Blueprint, Response, abort
from markupsafe import Markup, escape

from village.language.characters import rare, rare_in, with_reading
from village.web.access import Check, only

_FOLDER = "/letters"
_CODE = re.compile("[0-9a-f]{4,5}")


def drawn(text: str) -> Markup:
    """`text` for a page, each rare character as a picture."""
    said = escape(text)
    for each in dict.fromkeys(rare_in(text)):
        picture = f'<img class="letter" src="{_FOLDER}/{ord(each):x}.png" alt="{each}">'
        said = Markup(str(said).replace(each, picture))
    return said


def named(name: str) -> Markup:
    """Template filter: a person's name, rare characters as pictures with their reading."""
    return drawn(with_reading(name))


def pictures(draw: Callable[[str], bytes], check: Check) -> Blueprint:
    """The route of the pictures, for whom `check` lets pass; `draw` makes a PNG of one character."""
    page = Blueprint("letters", __name__)

    @page.get(f"{_FOLDER}/<string(maxlength=5):letter>.png")
    @only(check)
    def picture(letter: str) -> Response:
        character = chr(int(letter, 16)) if _CODE.fullmatch(letter) else " "
        if not rare(character):
            abort(404)
        answer = Response(draw(character), mimetype="image/png")
        answer.cache_control.public, answer.cache_control.max_age = True, 31536000
        answer.cache_control.immutable = True
        return answer

    return page
