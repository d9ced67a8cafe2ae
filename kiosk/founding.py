"""What the kiosk shows while the village is being set up: one friendly page, and itself again once it is there."""

from __future__ import annotations

from flask import Blueprint, Flask, render_template
from werkzeug.exceptions import HTTPException

from village.errors import VillageError
from village.language import phrase
from village.settings import Settings
from village.web import access, db
from village.web.app import make_app

_UPLOAD = 1024  # nothing is sent here

page = Blueprint("waiting", __name__)


def create_waiting(*, settings: Settings) -> Flask:
    """The app without a village: every address answers with the same page."""
    app = make_app("kiosk", face="kiosk", store=None, settings=settings, upload_limit=_UPLOAD)
    app.jinja_env.globals["phrase"] = phrase
    app.register_blueprint(page)
    for kind in (VillageError, HTTPException):  # what cannot be done here is not there yet
        app.register_error_handler(kind, lambda _: show())
    return access.close(app)


@page.get("/")
@page.get("/<path:_anywhere>")
@access.everybody
def show(_anywhere: str = "") -> str:
    """The page looks again by itself, so that nobody has to touch the kiosk when the village is there."""
    return render_template("waiting/show.html", desk=db.settings().admin_port)
