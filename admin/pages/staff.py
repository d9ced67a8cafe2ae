"""Log-ins of the desk: who there is, a new one, one that rests, one's own password."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import session
from admin.forms import staff as forms
from admin.forms.fields import Form, FormError, placed
from village.errors import VillageError
from village.services import staff
from village.web import access, db

page = Blueprint("staff", __name__)


@page.get("/staff")
@access.only(session.reader)
def index() -> str:
    """Everybody with a log-in."""
    return render_template("admin/staff/index.html", people=staff.all_of(db.store()))


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


@page.get("/password")
@access.only(session.reader)
def password() -> str:
    """The form for one's own new password."""
    return _password()


@page.post("/password")
@access.only(session.power("desk"))
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


def _password(error: FormError | None = None) -> str:
    return render_template("admin/staff/password.html", error=error)


def _form(values: Form, error: FormError | None = None) -> str:
    return render_template("admin/staff/new.html", values=values, error=error)
