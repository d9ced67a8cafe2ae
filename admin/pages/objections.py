"""Objections (异议): somebody disputes a line; its points rest until the committee has decided (DZ-14, GY-14)."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import objected, roll, session
from admin.forms.fields import Form, FormError, placed, text
from village.errors import VillageError
from village.services import households, ledger, objections, rulebook
from village.web import access, db

page = Blueprint("objections", __name__)

_FIELDS = {"reason_missing": "reason", "unknown_household": "belongs_to", "account_closed": "belongs_to"}


@page.get("/objections")
@access.only(session.reader)
def index() -> str:
    """What waits for a decision."""
    store = db.store()
    found = [objected.told(store, made) for made in objections.open_ones(store)]
    return render_template("admin/objections/index.html", waiting=found)


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
        made = objections.raise_one(db.store(), seq=seq, household_id=household.id, actor=session.somebody().name)
    except FormError as error:
        return _asking(seq, request.form, error), 422
    except VillageError as error:
        return _asking(seq, request.form, placed(error, {})), 422
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
            belonging=session.belonging(),
        )
    except FormError as error:
        return _shown(objection_id, request.form, error), 422
    except VillageError as error:
        return _shown(objection_id, request.form, placed(error, _FIELDS)), 422
    flash("objection_upheld", "done")
    return redirect(url_for("objections.show", objection_id=objection_id), 303)


@page.post("/objections/<int:objection_id>/dismiss")
@access.only(session.power("review"))
def dismiss(objection_id: int) -> ResponseReturnValue:
    """The line stays."""
    try:
        who = session.somebody().name
        objections.dismiss(db.store(), objection_id, actor=who, belonging=session.belonging())
    except VillageError as error:
        return _shown(objection_id, request.form, placed(error, {})), 422
    flash("objection_dismissed", "done")
    return redirect(url_for("objections.show", objection_id=objection_id), 303)


def _shown(objection_id: int, values: Form, error: FormError | None = None) -> str:
    store = db.store()
    told = objected.told(store, objections.get(store, objection_id))
    return render_template("admin/objections/show.html", told=told, values=values, error=error)


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
