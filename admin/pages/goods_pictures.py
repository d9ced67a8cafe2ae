"""What goods look like: a photo put, replaced, taken away; a drawing stands for those without one."""

from __future__ import annotations

from contextlib import closing

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import session
from admin.forms.fields import FormError, placed
from village.errors import VillageError
from village.services import goods, goods_pictures, photos
from village.web import access, db

page = Blueprint("goods_pictures", __name__, url_prefix="/goods/<int:goods_id>/picture")

_FIELDS = dict.fromkeys(("evidence_missing", "photo_wrong", "photo_too_big"), "photo")


@page.get("")
@access.only(session.reader)
def ask(goods_id: int) -> str:
    """How the goods look now, and the form of another photo."""
    return _shown(goods_id)


@page.post("")
@access.only(session.power("shop"))
def put(goods_id: int) -> ResponseReturnValue:
    """This photo, in the place of any before it."""
    try:
        goods_pictures.put(db.store(), goods_id, _sent(), actor=session.somebody().name)
    except VillageError as error:
        return _shown(goods_id, placed(error, _FIELDS)), 422
    flash("picture_put", "done")
    return redirect(url_for("goods.index"), 303)


@page.post("/remove")
@access.only(session.power("shop"))
def remove(goods_id: int) -> ResponseReturnValue:
    """The drawing again."""
    goods_pictures.remove(db.store(), goods_id, actor=session.somebody().name)
    flash("picture_removed", "done")
    return redirect(url_for("goods_pictures.ask", goods_id=goods_id), 303)


def _sent() -> bytes:
    """The chosen file, not more of it than shows that it is too large. Raises `evidence_missing` for none."""
    sent = request.files.get("photo")
    if sent is None:
        raise VillageError("evidence_missing", said="photo_missing")
    with closing(sent):
        photo: bytes = sent.read(photos.BYTES + 1)
    if not photo:
        raise VillageError("evidence_missing", said="photo_missing")
    return photo


def _shown(goods_id: int, error: FormError | None = None) -> str:
    return render_template("admin/goods/picture.html", goods=goods.get(db.store(), goods_id), error=error)
