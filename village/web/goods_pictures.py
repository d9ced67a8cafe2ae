"""What goods look like on both faces: their photo, or a drawing of what kind of thing they are. Always beside words."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Blueprint, Flask, Response, abort
from markupsafe import Markup

from village.language.goods_kinds import kind_of
from village.model.goods import Goods
from village.services import goods_pictures
from village.web import db
from village.web.access import Check, only

DRAWINGS = (Path(__file__).parent / "static/goods.svg").read_bytes()
"""One symbol of each kind. Its colours are variables that a page may set: --sky, --leaf, --straw, --clay, --white."""

_FOLDER = "/pictures"
_DRAWN = f"{_FOLDER}/goods.svg?v={hashlib.sha256(DRAWINGS).hexdigest()[:12]}"
_PHOTO = Markup('<img class="goods" draggable="false" decoding="async" alt="" src="{}/goods/{}.jpg">')
_DRAWING = Markup('<svg class="goods" aria-hidden="true"><use href="{}#{}"></use></svg>')


def picture_of(goods: Goods) -> Markup:
    """Template global: the picture of goods for a page that says their name beside it."""
    if goods.picture:
        return _PHOTO.format(_FOLDER, goods.picture)
    return _DRAWING.format(_DRAWN, kind_of(goods.name, goods.category))


def install(app: Flask, check: Check) -> None:
    """The routes, for whom `check` lets pass, and the global. An address changes with what it shows: browsers may keep
    it for good."""
    page = Blueprint("pictures", __name__, url_prefix=_FOLDER)

    @page.get("/goods.svg")
    @only(check)
    def drawings() -> Response:
        return _kept(Response(DRAWINGS, mimetype="image/svg+xml"))

    @page.get("/goods/<string(length=64):digest>.jpg")
    @only(check)
    def photo(digest: str) -> Response:
        jpeg = goods_pictures.get(db.store(), digest)
        if jpeg is None:
            abort(404)
        return _kept(Response(jpeg, mimetype="image/jpeg"))

    app.register_blueprint(page)
    app.jinja_env.globals["picture_of"] = picture_of


def _kept(answer: Response) -> Response:
    answer.cache_control.public, answer.cache_control.max_age = True, 31536000
    answer.cache_control.immutable = True
    return answer
