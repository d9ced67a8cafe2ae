"""Log-ins of the desk: who there is and where they live, a new one, one that rests, one's own password."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import roll, session
from admin.forms import staff as forms
from admin.forms.fields import Form, FormError, placed
from village import clock
from village.errors import VillageError
from village.model.household import Household
from village.model.staff import Staff
from village.services import choices, households, rulebook, staff
from village.web import access, db

page = Blueprint("staff", __name__)


@page.get("/staff")
@access.only(session.reader)
def index() -> str:
    """Everybody with a log-in."""
    store = db.store()
    found = [(one, _home(one)) for one in staff.all_of(store)]
    return render_template("admin/staff/index.html", people=found)


@page.get("/staff/new")
@access.only(session.reader)
def new() -> str:
    """The empty form."""
    return _form({})


@page.post("/staff/new")
@access.only(session.power("staff"))
def add() -> ResponseReturnValue:
    """Let one more person log in."""
    try:
        wanted = forms.read(request.form)
        staff.add(
            db.store(),
            login=wanted.login,
            name=wanted.name,
            role=wanted.role,
            password=wanted.password,
            actor=session.somebody().name,
        )
    except FormError as error:
        return _form(request.form, error), 422
    except VillageError as error:
        return _form(request.form, placed(error, forms.FIELDS)), 422
    flash("staff_added", "done")
    flash("staff:new", "draft")
    return redirect(url_for("staff.index"), 303)


@page.post("/staff/<int:staff_id>/active")
@access.only(session.power("staff"))
def switch(staff_id: int) -> ResponseReturnValue:
    """Let a log-in rest, or wake it."""
    active = "wake" in request.form
    staff.switch(db.store(), staff_id, active=active, by=session.somebody())
    flash("staff_woken" if active else "staff_resting", "done")
    return redirect(url_for("staff.index"), 303)


@page.get("/staff/<int:staff_id>/home")
@access.only(session.reader)
def home(staff_id: int) -> str:
    """The form that says in which household a person lives."""
    person = _person(staff_id)
    lives = _home(person)
    return _settling(person, {"household": lives.number if lives else ""})


@page.post("/staff/<int:staff_id>/home")
@access.only(session.power("staff"))
def settle(staff_id: int) -> ResponseReturnValue:
    """Write it down; an empty 户号 is somebody from elsewhere."""
    person, store = _person(staff_id), db.store()
    try:
        named = request.form.get("household", "").strip()
        lives = roll.household(store, request.form, "household").id if named else None
        staff.settle(store, staff_id, household_id=lives, by=session.somebody())
    except FormError as error:
        return _settling(person, request.form, error), 422
    except VillageError as error:
        return _settling(person, request.form, placed(error, forms.HOME_FIELDS)), 422
    flash("staff_settled", "done")
    return redirect(url_for("staff.index"), 303)


@page.get("/password")
@access.only(session.reader)
def password() -> str:
    """The form for one's own new password."""
    return _password()


@page.post("/password")
@access.only(session.reader)
def change_password() -> ResponseReturnValue:
    """Take the new one, when the old one is right."""
    try:
        known, wanted = forms.read_password(request.form)
        staff.change_password(db.store(), session.somebody(), known=known, wanted=wanted)
    except FormError as error:
        return _password(error), 422
    except VillageError as error:
        return _password(placed(error, forms.PASSWORD_FIELDS)), 422
    flash("password_changed", "done")
    return redirect(url_for("staff.index"), 303)


def _person(staff_id: int) -> Staff:
    found = next((one for one in staff.all_of(db.store()) if one.id == staff_id), None)
    if found is None:
        abort(404)
    return found


def _home(person: Staff) -> Household | None:
    return households.get(db.store(), person.household_id) if person.household_id is not None else None


def _settling(person: Staff, values: Form, error: FormError | None = None) -> str:
    peers = "peers" in choices.many(rulebook.rules_on(db.store(), clock.today()), "positives_by")
    return render_template("admin/staff/home.html", one=person, peers=peers, values=values, error=error)


def _password(error: FormError | None = None) -> str:
    return render_template("admin/staff/password.html", error=error)


def _form(values: Form, error: FormError | None = None) -> str:
    return render_template("admin/staff/new.html", values=values, error=error)
