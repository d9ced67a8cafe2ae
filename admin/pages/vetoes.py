"""One-vote veto (一票否决): a household's month counts nothing (JX-02)."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import session
from admin.forms import period
from admin.forms.fields import Form, FormError, placed, text
from village import clock
from village.errors import VillageError
from village.model.period import month_of
from village.services import households, vetoes
from village.web import access, db

page = Blueprint("vetoes", __name__, url_prefix="/households/<int:household_id>/veto")

_FIELDS = {"reason_missing": "reason", "already_reversed": "month"}


@page.get("")
@access.only(session.reader)
def show(household_id: int) -> str:
    """The form, this month in it."""
    return _form(household_id, {"month": month_of(clock.today())})


@page.post("")
@access.only(session.power("review"))
def veto(household_id: int) -> ResponseReturnValue:
    """Void the month, with a reason."""
    try:
        wanted = period.month(request.form, "month")
        reason = text(request.form, "reason", "原因")
        vetoes.veto(db.store(), household_id=household_id, period=wanted, reason=reason, actor=session.somebody().name)
    except FormError as error:
        return _form(household_id, request.form, error), 422
    except VillageError as error:
        return _form(household_id, request.form, placed(error, _FIELDS)), 422
    flash("month_vetoed", "done")
    flash(f"veto:{household_id}", "draft")
    return redirect(url_for("households.show", household_id=household_id), 303)


def _form(household_id: int, values: Form, error: FormError | None = None) -> str:
    household = households.get(db.store(), household_id)
    return render_template("admin/vetoes/show.html", household=household, values=values, error=error)
