"""Log in and out; and log in again beside a half-filled form."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from admin import session as desk
from village.errors import VillageError
from village.model.staff import Staff
from village.services import staff
from village.web import access, db

page = Blueprint("login", __name__)


@page.get("/login")
@access.everybody
def show() -> ResponseReturnValue:
    """The log-in; `next` is the page to go on to."""
    if desk.person():
        return redirect(desk.local(request.args.get("next", "")))
    return _form(next_page=request.args.get("next", ""), late="last" in session)


@page.post("/login")
@access.everybody
def save() -> ResponseReturnValue:
    """Let a person in, and back to where they were."""
    target = request.form.get("next", "")
    try:
        desk.begin(_who())
    except VillageError as error:
        return _form(next_page=target, error=error), 422
    return redirect(desk.local(target), 303)


@page.post("/login/again")
@access.everybody
def again() -> ResponseReturnValue:
    """The same person goes on with the form beside it; anybody else starts at home."""
    before = session.get("last")
    try:
        person = _who()
    except VillageError as error:
        return render_template("admin/login/_again.html", error=error)
    desk.begin(person)
    if person.id != before:
        response = make_response("", 204)
        response.headers["HX-Redirect"] = url_for("home.show")
        return response
    return render_template("admin/login/_back.html")


@page.post("/logout")
@access.everybody
def leave() -> ResponseReturnValue:
    """Leave the desk; this browser forgets drafts too."""
    desk.end()
    flash("*", "draft")
    return redirect(url_for("login.show"), 303)


def _who() -> Staff:
    return staff.log_in(
        db.store(), login=request.form.get("login", "")[:60], password=request.form.get("password", "")[:200]
    )


def _form(*, next_page: str, error: VillageError | None = None, late: bool = False) -> str:
    return render_template("admin/login/login.html", next_page=next_page, error=error, late=late)
