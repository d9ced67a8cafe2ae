"""The household's PIN: four digits of its own choice, set or taken away at the desk."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import session
from admin.forms.fields import FormError, placed
from village.errors import VillageError
from village.services import households, pin_codes
from village.web import access, db

page = Blueprint("pins", __name__)


@page.get("/households/<int:household_id>/pin")
@access.only(session.reader)
def show(household_id: int) -> str:
    """The form."""
    return _form(household_id)


@page.post("/households/<int:household_id>/pin")
@access.only(session.power("roll"))
def save(household_id: int) -> ResponseReturnValue:
    """Set the PIN, typed twice, or take it away."""
    remove = "remove" in request.form
    pin = "" if remove else request.form.get("pin", "").strip()
    try:
        if not remove and pin != request.form.get("again", "").strip():
            raise FormError("again", "pins_differ")
        if not remove and not pin:
            raise FormError("pin", "pin_invalid")
        pin_codes.choose(db.store(), household_id, pin=pin, actor=session.somebody().name)
    except FormError as error:
        return _form(household_id, error), 422
    except VillageError as error:
        return _form(household_id, placed(error, {"pin_invalid": "pin"})), 422
    flash("pin_removed" if remove else "pin_set", "done")
    return redirect(url_for("households.show", household_id=household_id), 303)


def _form(household_id: int, error: FormError | None = None) -> str:
    household = households.get(db.store(), household_id)
    return render_template("admin/pins/show.html", household=household, error=error)
