"""The month's round of visits (走访): group by group, who was seen, and who is still to be seen (GY-12, JX-08)."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import paging, session
from admin.forms.fields import Form, FormError, day, placed, text
from admin.pages.publications import said
from village import clock
from village.errors import VillageError
from village.model.period import Period, month_of
from village.services import households, rulebook, visits
from village.web import access, db

page = Blueprint("visits", __name__, url_prefix="/visits")

_FIELDS = {"visitors_missing": "visitors", "visit_other_month": "day", "nobody_visited": "seen"}


@page.get("")
@access.only(session.reader)
def index() -> str:
    """This month's round."""
    return _shown(_month(month_of(clock.today())), {})


@page.get("/<period>")
@access.only(session.reader)
def show(period: str) -> str:
    """A month's round; `group` says whose households are shown."""
    return _shown(_month(period), {})


@page.post("/<period>")
@access.only(session.power("score"))
def record(period: str) -> ResponseReturnValue:
    """Who was seen, and by whom."""
    month = _month(period)
    try:
        visits.record(
            db.store(),
            month=month,
            households_seen=[int(one) for one in request.form.getlist("seen") if one.isdecimal() and len(one) < 10],
            visitors=text(request.form, "visitors", "谁去看的", limit=60),
            on=day(request.form, "day"),
            actor=session.somebody().name,
        )
    except FormError as error:
        return _shown(month, request.form, error), 422
    except VillageError as error:
        return _shown(month, request.form, placed(error, _FIELDS)), 422
    flash("visits_recorded", "done")
    return redirect(
        url_for("visits.show", period=month.name, group=request.form.get("group", ""), page=paging.number()), 303
    )


def _month(name: str) -> Period:
    try:
        month = Period.parse(name)
    except ValueError:
        abort(404)
    return month if len(month.months) == 1 else abort(404)


def _shown(month: Period, values: Form, error: FormError | None = None) -> str:
    store = db.store()
    pack = rulebook.rules_on(store, clock.today())
    groups = [name for name, _ in households.groups(store)]
    wanted = request.values.get("group", "")
    group = wanted if wanted in groups else next(iter(groups), "")
    today = clock.today()
    first = {"day": (today if today <= month.last else month.last).isoformat()}
    return render_template(
        "admin/visits/show.html",
        month=month,
        title=said(month.name),
        asked=visits.asked(pack),
        groups=groups,
        group=group,
        leaf=paging.leaf(visits.round_of(store, month, group), "visits.show"),
        ticked=set(request.form.getlist("seen")),
        left=visits.left(store, pack, month.name),
        values={**first, **dict(values)},
        error=error,
    )
