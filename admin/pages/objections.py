"""Objections (异议): somebody disputes a line; its points rest until the committee has decided (DZ-14, GY-14)."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, send_from_directory, url_for
from flask.typing import ResponseReturnValue

from admin import answers, objected, paging, roll, session
from admin.forms import score as forms
from admin.forms.fields import Form, FormError, day, placed, text
from village.errors import VillageError
from village.model.objection import Objection, ObjectionState
from village.services import evidence, households, ledger, objections, rulebook
from village.web import access, db

page = Blueprint("objections", __name__)

_FIELDS = {"reason_missing": "reason", "unknown_household": "belongs_to", "account_closed": "belongs_to"}
_RAISED = dict.fromkeys(("photo_wrong", "photo_too_big"), "photo")


@page.get("/objections")
@access.only(session.reader)
def index() -> str:
    """What waits for a decision."""
    store = db.store()
    leaf = paging.begun(objections.open_ones(store, limit=paging.ROWS + 1, skip=paging.first()))
    found = objected.several(store, leaf.rows)
    return render_template("admin/objections/index.html", leaf=leaf, found=found, count=objections.count_open(store))


@page.get("/lines/<int:seq>/objection")
@access.only(session.reader)
def ask(seq: int) -> str:
    """The form for somebody who came to the office to object to a line."""
    return _asking(seq, {})


@page.post("/lines/<int:seq>/objection")
@access.only(session.power("desk"))
def raise_one(seq: int) -> ResponseReturnValue:
    """Write the objection down on a household's behalf."""
    try:
        household = roll.household(db.store(), request.form, "household")
        made = _raised(seq, household.id, text(request.form, "words", "怎么说的"))
    except FormError as error:
        return _asking(seq, request.form, error), 422
    except VillageError as error:
        return _asking(seq, request.form, placed(error, _RAISED)), 422
    flash("objection_raised", "done")
    return redirect(url_for("objections.show", objection_id=made.id), 303)


@page.get("/objections/<int:objection_id>")
@access.only(session.reader)
def show(objection_id: int) -> str:
    """One objection, and the two ways to decide."""
    return _shown(objection_id, {})


@page.post("/objections/<int:objection_id>/uphold")
@access.only(session.power("review"))
def uphold(objection_id: int) -> ResponseReturnValue:
    """The line is taken back, and written to the household it belongs to if one is named."""
    at = paging.kept()
    try:
        reason = text(request.form, "reason", "原因", required=True)
        named = request.form.get("belongs_to", "").strip()
        belongs_to = roll.household(db.store(), request.form, "belongs_to").id if named else None
        objections.uphold(
            db.store(),
            objection_id,
            actor=session.somebody().name,
            reason=reason,
            belongs_to=belongs_to,
            visited=_visited(),
            belonging=session.belonging(),
        )
    except FormError as error:
        return _shown(objection_id, request.form, error), 422
    except VillageError as error:
        return _shown(objection_id, request.form, placed(error, _FIELDS)), 422
    flash("objection_upheld", "done")
    return redirect(url_for("objections.show", objection_id=objection_id, page=at), 303)


@page.post("/objections/<int:objection_id>/dismiss")
@access.only(session.power("review"))
def dismiss(objection_id: int) -> ResponseReturnValue:
    """The line stays, and the household is told why."""
    at = paging.kept()
    try:
        objections.dismiss(
            db.store(),
            objection_id,
            actor=session.somebody().name,
            reason=text(request.form, "stays", "为什么不改", required=True),
            visited=_visited(),
            belonging=session.belonging(),
        )
    except FormError as error:
        return _shown(objection_id, request.form, error), 422
    except VillageError as error:
        return _shown(objection_id, request.form, placed(error, {})), 422
    flash("objection_dismissed", "done")
    return redirect(url_for("objections.show", objection_id=objection_id, page=at), 303)


@page.get("/objections/<int:objection_id>/photo.jpg")
@access.only(session.reader)
def photo(objection_id: int) -> Response:
    """The photo that somebody brought along."""
    store = db.store()
    name = objected.told(store, objections.get(store, objection_id)).photo
    if not name:
        abort(404)
    response = send_from_directory(db.settings().evidence.absolute(), name, mimetype="image/jpeg")
    response.headers["Cache-Control"] = "no-store"
    return response


def _raised(seq: int, household_id: int, words: str) -> Objection:
    """The objection with what was said and shown: both are kept, or neither. The photo is drawn before."""
    store, who = db.store(), session.somebody().name
    sent = request.files.get("photo")
    picture = sent.read() if sent and sent.filename else b""
    laid = evidence.lay_aside(store, picture, folder=db.settings().evidence) if picture else nullcontext()
    with laid as photo, store.transaction():
        kept = evidence.keep_photo(store, photo, kind=forms.PHOTO, title="异议", actor=who).id if photo else None
        return objections.raise_one(store, seq=seq, household_id=household_id, actor=who, words=words, evidence_id=kept)


def _visited() -> date | None:
    return day(request.form, "visited") if request.form.get("visited") else None


def _shown(objection_id: int, values: Form, error: FormError | None = None) -> str:
    store = db.store()
    told = objected.told(store, objections.get(store, objection_id))
    line = told.line
    behind = int(line.evidence) if line.evidence else None
    return render_template(
        "admin/objections/show.html",
        told=told,
        before=evidence.photo_before(store, line.household_id, line.item, besides=behind),
        offered={ended.value: answers.for_objection(store, ended) for ended in ObjectionState if ended != "open"},
        back=paging.back("objections.index", paging.kept(), objections.count_open(store)),
        at=paging.kept(),
        values=values,
        error=error,
    )


def _asking(seq: int, values: Form, error: FormError | None = None) -> str:
    store = db.store()
    line = ledger.line(store, seq)
    owner = households.get(store, line.household_id)
    return render_template(
        "admin/objections/new.html",
        line=line,
        owner=owner,
        what=rulebook.title_on(store, line),
        values=values or {"household": owner.number},
        error=error,
    )
