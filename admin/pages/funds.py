"""The book of money (资金): what came in, what was spent, what is left (DZ-03, GY-21, JX-25, MH-15)."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import paging, session
from admin.forms import fund as forms
from admin.forms.fields import Form, FormError, placed, text, whole
from village import clock
from village.errors import VillageError
from village.model.fund import Flow
from village.services import funds, rulebook
from village.web import access, db

page = Blueprint("funds", __name__, url_prefix="/funds")


@page.get("")
@access.only(session.reader)
def index() -> str:
    """A year's lines, and where its money stands."""
    return _shown({"flow": Flow.SPENT.value, "day": clock.today().isoformat()})


@page.post("")
@access.only(session.power("office"))
def record() -> ResponseReturnValue:
    """One more line."""
    try:
        paid = forms.read(request.form)
        _, money = funds.record(
            db.store(),
            flow=paid.flow,
            amount=paid.amount,
            heading=paid.heading,
            day=paid.day,
            note=paid.note,
            actor=session.somebody().name,
        )
    except FormError as error:
        return _shown(request.form, error), 422
    except VillageError as error:
        return _shown(request.form, placed(error, forms.FIELDS)), 422
    flash("fund_recorded", "done")
    if money.left is not None and money.left < 0:
        flash("over_budget", "note")
    flash("fund", "draft")
    return redirect(url_for("funds.index", year=paid.day.year), 303)


@page.post("/<int:fund_id>/back")
@access.only(session.power("office"))
def take_back(fund_id: int) -> ResponseReturnValue:
    """Undo a line by another one."""
    line = funds.take_back(
        db.store(), fund_id, reason=text(request.form, "reason", "原因", limit=100), actor=session.somebody().name
    )
    flash("fund_taken_back", "done")
    return redirect(url_for("funds.index", year=line.day.year), 303)


def _shown(values: Form, error: FormError | None = None) -> str:
    store, this = db.store(), clock.today().year
    pack = rulebook.rules_on(store, clock.today())
    year = whole(request.args, "year", least=2000, most=2999, default=this)
    return render_template(
        "admin/funds/index.html",
        year=year,
        this=this,
        money=funds.of_year(store, year),
        leaf=paging.begun(funds.lines(store, year, limit=paging.ROWS + 1, skip=paging.first())),
        headings={flow.value: funds.headings(pack, flow) for flow in Flow},
        floor=pack.setting("investment_floor").value == "last_year",
        values=values,
        error=error,
    )
