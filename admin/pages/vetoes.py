"""One-vote veto (一票否决): a household's month counts nothing, until a veto that was wrong is taken back (JX-02)."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import session, tokens
from admin.forms import period
from admin.forms.fields import Form, FormError, placed, text
from village import clock
from village.errors import VillageError
from village.language.dates import show_period
from village.model.period import month_of
from village.model.veto import Veto
from village.services import households, publications, veto_reversals, vetoes
from village.web import access, db

page = Blueprint("vetoes", __name__, url_prefix="/households/<int:household_id>/veto")

_FIELDS = {"reason_missing": "reason", "already_reversed": "month"}
_BACK_FIELDS = {"reason_missing": "reason"}


@page.get("")
@access.only(session.reader)
def show(household_id: int) -> str:
    """The form, this month in it; below, the vetoes that there were."""
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


@page.get("/<int:veto_id>/take-back")
@access.only(session.reader)
def ask_take_back(household_id: int, veto_id: int) -> str:
    """What a veto said, and the form that takes it back."""
    return _back(_found(household_id, veto_id), {"token": tokens.new()})


@page.post("/<int:veto_id>/take-back")
@access.only(session.power("review"))
def take_back(household_id: int, veto_id: int) -> ResponseReturnValue:
    """The veto was wrong: the month counts again."""
    made = _found(household_id, veto_id)
    try:
        veto_reversals.take_back(
            db.store(),
            made.id,
            reason=text(request.form, "reason", "原因"),
            actor=session.somebody().name,
            belonging=session.belonging(),
            token=tokens.given(request.form),
        )
    except FormError as error:
        return _back(made, request.form, error), 422
    except VillageError as error:
        return _back(made, request.form, placed(error, _BACK_FIELDS)), 422
    shown = publications.shows_veto(db.store(), made)
    flash("veto_taken_back_public" if shown else "veto_taken_back", "done")
    flash(f"veto-back:{made.id}", "draft")
    return redirect(url_for("households.show", household_id=household_id), 303)


def _found(household_id: int, veto_id: int) -> Veto:
    """The veto, of this household."""
    made = veto_reversals.get(db.store(), veto_id)
    if made.household_id != household_id:
        abort(404)
    return made


def _form(household_id: int, values: Form, error: FormError | None = None) -> str:
    household = households.get(db.store(), household_id)
    known = [(show_period(one.month), one) for one in vetoes.of_household(db.store(), household_id)]
    return render_template("admin/vetoes/show.html", household=household, values=values, error=error, known=known)


def _back(made: Veto, values: Form, error: FormError | None = None) -> str:
    household = households.get(db.store(), made.household_id)
    told = {"household": household, "veto": made, "month": show_period(made.month)}
    return render_template("admin/vetoes/take_back.html", **told, values=values, error=error)
