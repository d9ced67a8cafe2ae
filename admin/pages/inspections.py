"""The inspector's view (巡查): a quarter in four parts, with lines drawn by lot (MH-12, JX-33)."""

from __future__ import annotations

import secrets
from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import inspected, session
from admin.forms.fields import Form, FormError, choice, placed, text, whole
from admin.pages.publications import said
from admin.pages.quarters import asked
from village import clock
from village.errors import VillageError
from village.model.finding import InspectionPart
from village.model.period import Period, month_of
from village.services import findings, inspections, periods, rulebook
from village.web import access, db

page = Blueprint("inspections", __name__, url_prefix="/inspections")

NAMES = dict(zip(InspectionPart, findings.PARTS, strict=True))
_FIELDS = {"draw_size": "size", "seed_missing": "seed", "draw_empty": ""}


@page.get("")
@access.only(session.reader)
def index() -> str:
    """This quarter's."""
    return _shown(Period.parse(periods.quarter_of(month_of(clock.today()))), {})


@page.get("/<quarter>")
@access.only(session.reader)
def show(quarter: str) -> str:
    """A quarter's four parts."""
    return _shown(asked(quarter), {})


@page.post("/<quarter>")
@access.only(session.power("inspect"))
def draw(quarter: str) -> ResponseReturnValue:
    """Draw lines of one part; without a number that somebody called, the machine takes one."""
    period = asked(quarter)
    try:
        part = InspectionPart(choice(request.form, "part", "哪一部分", tuple(InspectionPart)))
        seed = text(request.form, "seed", "抽签号", limit=40) or str(secrets.randbelow(10**6))
        size = whole(request.form, "size", least=1, most=inspections.MOST, default=5)
        inspections.draw(db.store(), quarter=period, part=part, seed=seed, size=size, actor=session.somebody().name)
    except FormError as error:
        return _shown(period, request.form, error), 422
    except VillageError as error:
        return _shown(period, request.form, placed(error, _FIELDS)), 422
    flash("lines_drawn", "done")
    return redirect(url_for("inspections.show", quarter=period.name, _anchor=part.value), 303)


def _shown(quarter: Period, values: Form, error: FormError | None = None) -> str:
    store = db.store()
    pack = rulebook.rules_on(store, clock.today())
    drawn = inspections.draws(store, quarter)
    about: dict[str, list[object]] = {}
    for one in findings.all_of(store):
        if one.quarter == quarter.name and one.subject:
            about.setdefault(one.subject, []).append(one)
    return render_template(
        "admin/inspections/show.html",
        quarter=quarter,
        title=said(quarter.name),
        say=said,
        before=periods.quarter_of(month_of(quarter.first - timedelta(days=1))),
        names=NAMES,
        overview=inspections.overview(store, quarter),
        draws=drawn,
        told={line: inspected.told(store, line) for one in drawn for line in one.lines},
        about=about,
        clause=findings.clause(pack),
        values=values,
        error=error,
    )
