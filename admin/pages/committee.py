"""The panel's register (小组): who sits on it until when, and who may no longer decide (YK-01, YK-03, GY-02)."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import session
from admin.forms import committee as forms
from admin.forms.fields import Form, FormError, placed, text
from rules import Pack
from village import clock
from village.errors import VillageError
from village.services import committee, rulebook
from village.web import access, db

page = Blueprint("committee", __name__, url_prefix="/committee")


@page.get("")
@access.only(session.reader)
def index() -> str:
    """Who sits, which seats are empty, and who sat before."""
    return _shown({"since": clock.today().isoformat()})


@page.post("")
@access.only(session.power("staff"))
def seat() -> ResponseReturnValue:
    """Somebody takes a seat."""
    store = db.store()
    try:
        wanted = forms.read(request.form, tuple(one.name for one in _pack().paper.seats))
        committee.seat(store, name=wanted.name, seat=wanted.seat, since=wanted.since, actor=session.somebody().name)
    except FormError as error:
        return _shown(request.form, error), 422
    except VillageError as error:
        return _shown(request.form, placed(error, forms.FIELDS)), 422
    flash("member_seated", "done")
    flash("committee", "draft")
    return redirect(url_for("committee.index"), 303)


@page.get("/<int:member_id>/end")
@access.only(session.reader)
def ask_end(member_id: int) -> str:
    """The form for a seat that ends."""
    return _end(member_id, {})


@page.post("/<int:member_id>/end")
@access.only(session.power("staff"))
def end(member_id: int) -> ResponseReturnValue:
    """By turn, or forfeited for good."""
    actor = session.somebody().name
    try:
        reason = text(request.form, "reason", "原因", limit=100)
        act = committee.forfeit if "forfeit" in request.form else committee.leave
        act(db.store(), member_id, reason=reason, actor=actor)
    except FormError as error:
        return _end(member_id, request.form, error), 422
    except VillageError as error:
        return _end(member_id, request.form, placed(error, forms.FIELDS)), 422
    flash("seat_ended", "done")
    return redirect(url_for("committee.index"), 303)


def _pack() -> Pack:
    return rulebook.rules_on(db.store(), clock.today())


def _end(member_id: int, values: Form, error: FormError | None = None) -> str:
    member = next((one for one in committee.register(db.store()) if one.id == member_id), None)
    if member is None:
        raise VillageError("member_unknown")
    return render_template("admin/committee/end.html", member=member, values=values, error=error)


def _shown(values: Form, error: FormError | None = None) -> str:
    store, pack, today = db.store(), _pack(), clock.today()
    register = [(one, committee.term_end(pack, one)) for one in committee.register(store)]
    return render_template(
        "admin/committee/index.html",
        name=pack.setting("committee_name").value,
        seats=[one.name for one in pack.paper.seats],
        sitting=[(one, end) for one, end in register if committee.sits(pack, one, today)],
        former=[(one, end) for one, end in reversed(register) if not committee.sits(pack, one, today)],
        wanting=committee.wanting(store, pack, today),
        values=values,
        error=error,
    )
