"""One long page of every control there is: for whoever builds screens, never for visitors; no route leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from flask import render_template_string

from kiosk import stage, visitor
from tests.kiosk.walk import Walk
from village.model.points import Points
from village.services import households
from village.voice.dialogue import Place, Sentence
from village.web import db

NAME = "styleguide"
_PAGE = Path(__file__).with_suffix(".html").read_text(encoding="utf-8")
_WHOLE = """() => {
    for (const each of [document.documentElement, document.body, document.querySelector("#screen")])
        Object.assign(each.style, { height: "auto", overflow: "visible" });
    for (const each of document.querySelectorAll(".middle, .words")) each.style.maxHeight = "none";
}"""


@stage.screen(NAME)
def _styleguide() -> str:
    shown = households.get(db.store(), visitor.household_id())
    balance = Sentence("balance.is", {"points": Points.parse("12345.5")})
    return render_template_string(_PAGE, balance=balance, household_shown=shown)


def showing(walk: Walk) -> Iterator[str]:
    """As long as it is."""
    walk.come(walk.crowd.card)
    walk.put(Place("balance"), Place(NAME))
    walk.page.evaluate(_WHOLE)
    yield NAME
