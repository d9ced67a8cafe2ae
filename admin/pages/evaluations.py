"""The quarter's evaluation of the items (清单评估): what people said, what came of it (YK-07)."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import session
from admin.forms.fields import Form, FormError, day, placed, text
from admin.pages.publications import said
from village import clock
from village.errors import VillageError
from village.services import evaluations, rulebook
from village.web import access, db

page = Blueprint("evaluations", __name__, url_prefix="/evaluations")

_FIELDS = {"outcome_missing": "outcome", "date_future": "held"}


@page.get("")
@access.only(session.reader)
def index() -> str:
    """Every evaluation, and the form of a new one."""
    return _shown({"held": clock.today().isoformat()})


@page.post("")
@access.only(session.power("office"))
def hold() -> ResponseReturnValue:
    """Write one down."""
    try:
        evaluations.hold(
            db.store(),
            on=day(request.form, "held"),
            opinions=text(request.form, "opinions", "大家的意见", limit=200),
            outcome=text(request.form, "outcome", "结果", limit=200),
            actor=session.somebody().name,
        )
    except FormError as error:
        return _shown(request.form, error), 422
    except VillageError as error:
        return _shown(request.form, placed(error, _FIELDS)), 422
    flash("evaluation_held", "done")
    flash("evaluation", "draft")
    return redirect(url_for("evaluations.index"), 303)


def _shown(values: Form, error: FormError | None = None) -> str:
    store = db.store()
    return render_template(
        "admin/evaluations/index.html",
        asked=evaluations.asked(rulebook.rules_on(store, clock.today())),
        found=evaluations.all_of(store),
        say=said,
        values=values,
        error=error,
    )
