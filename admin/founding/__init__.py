"""The guided setup of a new village: what the desk's port serves until there is one."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, Response, send_from_directory
from jinja2 import ChoiceLoader, FileSystemLoader

from admin.founding import door, pages
from village.settings import Settings
from village.web import access, errors
from village.web.app import make_app

UPLOAD_LIMIT = 25 * 1024 * 1024  # bytes: whatever somebody takes for a table is told what it is not
_DESK = Path(__file__).parents[1]


def create_founding(*, settings: Settings, code: str) -> Flask:
    """The app. `code` lets in browsers of other machines; it was printed where the server was started."""
    app = make_app(__name__, face="desk", store=None, settings=settings, upload_limit=UPLOAD_LIMIT)
    app.extensions["founding_code"] = code
    own = app.jinja_loader
    assert own is not None
    app.jinja_loader = ChoiceLoader([own, FileSystemLoader(_DESK / "templates")])  # the desk's fields
    app.jinja_env.globals["sentence"] = errors.sentence
    app.add_url_rule("/desk/<path:filename>", "desk", access.everybody(_desk_file), methods=["GET"])
    app.register_blueprint(door.page)
    app.register_blueprint(pages.page)
    return access.close(app)


def _desk_file(filename: str) -> Response:
    return send_from_directory(_DESK / "static", filename)
