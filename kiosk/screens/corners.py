"""听着用: four big corners instead of a page, for whoever cannot see it; and which output the headphones are."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, session

from kiosk import stage, visitor
from village.web import db
from village.web.access import only

page = Blueprint("corners", __name__)


@page.get("/corners")
@only(visitor.here)
def corners() -> str:
    """What is laid over every page of this visit; `corners.js` says what stands below."""
    return stage.draw("corners.html")


@page.get("/headphones")
@only(visitor.here)
def headphones() -> Response:
    """A part of the name that the browser gives to the output of the headphones; "" where nobody has said."""
    return jsonify(name=str(session.get("headphones", db.settings().headphones)))
