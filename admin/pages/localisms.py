"""The dialect corner (地方说法): how people here say it, written down so that the kiosk understands it at once."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import session, spreadsheet
from admin.forms.fields import Form, FormError, placed, text
from village.errors import VillageError
from village.language import tell
from village.language.localisms import Region, read, regions, written
from village.language.sentences import book
from village.model.localism import Localism, LocalismKind
from village.services import localisms, villages
from village.voice import localisms as judging
from village.voice import vocabulary
from village.voice.client import Voice
from village.web import access, db

page = Blueprint("localisms", __name__, url_prefix="/localisms")

KINDS = {
    LocalismKind.INTENT: "问的话",
    LocalismKind.GOODS: "东西",
    LocalismKind.ITEM: "项目",
    LocalismKind.GROUP: "小组",
}
_HEAD = ("镇街", "村", "哪一样", "意思", "这里的说法", "哪天加的", "谁加的")
_FIELDS = {"localism_gone": "meant"}


@page.get("")
@access.only(session.reader)
def index() -> str:
    """What is listened for besides, a form for one more, and the starter lists."""
    return _shown({})


@page.post("")
@access.only(session.power("office"))
def add() -> ResponseReturnValue:
    """One more, if it can be heard and told apart."""
    try:
        kind, meant = _meant(request.form.get("meant", ""))
        said = read(text(request.form, "said", "这里的说法", limit=40, required=True))
        _accept(kind, meant, said)
    except FormError as error:
        return _shown(request.form, error), 422
    except VillageError as error:
        field = _FIELDS.get(error.code, "said")
        return _shown(request.form, placed(error, {error.code: field})), 422
    flash("localism_added", "done")
    return redirect(url_for("localisms.index"), 303)


@page.post("/region")
@access.only(session.power("office"))
def begin() -> ResponseReturnValue:
    """The ticked ones of a starter list; each that cannot be taken is said with its reason."""
    region = _region(request.form.get("region", ""))
    ticked = {int(one) for one in request.form.getlist("entry") if one.isdecimal() and len(one) < 4}
    taken = 0
    for place, (kind, meant, said) in enumerate(region.entries if region else ()):
        if place in ticked:
            try:
                _accept(kind, meant, said)
                taken += 1
            except VillageError as error:
                flash(f"“{written(said)}”没有加：{tell(error.code, **error.params).shown}", "warning")
                if error.code in ("localism_unchecked", "localisms_enough"):
                    break
    if taken:
        flash("localism_added", "done")
    return redirect(url_for("localisms.index"), 303)


@page.post("/<int:localism_id>/remove")
@access.only(session.power("office"))
def remove(localism_id: int) -> ResponseReturnValue:
    """It is not listened for any longer."""
    localisms.remove(db.store(), localism_id, actor=session.somebody().name)
    flash("localism_removed", "done")
    return redirect(url_for("localisms.index"), 303)


@page.get("/list.csv")
@access.only(session.reader)
def table() -> Response:
    """All of them as a table, to be taken along."""
    village = villages.get(db.store())
    rows = [
        [
            *(village.town, village.name, KINDS[one.kind], called(one.kind, one.meant), written(one.said)),
            *(f"{one.added_at:%Y-%m-%d}", one.actor),
        ]
        for one in localisms.standing(db.store())
    ]
    return spreadsheet.answer(f"{village.name}地方说法", _HEAD, rows)


def called(kind: LocalismKind, meant: str) -> str:
    """What it means, in words: of an intent its first sentence."""
    ways = book().ways
    return written(ways[meant][0][0]) if kind is LocalismKind.INTENT and meant in ways else meant


def _accept(kind: LocalismKind, meant: str, said: str) -> Localism:
    voice = cast(Voice, current_app.extensions["voice"])
    return judging.accept(db.store(), voice.check, kind, meant=meant, said=said, actor=session.somebody().name)


def _meant(value: str) -> tuple[LocalismKind, str]:
    kind, _, meant = value.partition(":")
    if kind not in list(LocalismKind) or not meant:
        raise FormError("meant", "field_missing", field="意思")
    return LocalismKind(kind), meant


def _region(name: str) -> Region | None:
    return next((one for one in regions() if one.id == name), None)


def _shown(values: Form, error: FormError | None = None) -> str:
    village, standing = vocabulary.of(db.store()), localisms.standing(db.store())
    said = {(one.kind, one.said) for one in standing}
    meanings = {
        kind: [
            (f"{kind}:{meant}", called(kind, meant))
            for meant in judging.meanings(village, kind)
            if (kind, meant) not in said  # a local word is no meaning of another
        ]
        for kind in KINDS
    }
    region = _region(request.args.get("region", ""))
    here = {kind: set(judging.meanings(village, kind)) for kind in KINDS}
    offered = [
        (place, KINDS[kind], called(kind, meant), written(words))
        for place, (kind, meant, words) in enumerate(region.entries if region else ())
        if meant in here[kind] and (kind, words) not in said
    ]
    return render_template(
        "admin/localisms/index.html",
        **{"standing": [(one, KINDS[one.kind], called(one.kind, one.meant), written(one.said)) for one in standing]},
        **{"kinds": KINDS, "meanings": meanings, "regions": regions(), "region": region, "offered": offered},
        values=values,
        error=error,
    )
