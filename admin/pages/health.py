"""Is the desk well? Asked by systemd's watchdog and by whoever sets the machine up."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from village.services import households
from village.web import access, db

page = Blueprint("health", __name__)


@page.get("/health")
@access.everybody
def show() -> ResponseReturnValue:
    """ "ok" once the village file has answered a question."""
    households.count(db.store())
    return "ok", {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
