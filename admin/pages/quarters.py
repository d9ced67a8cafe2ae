"""The quarter's account of a group's households (季度账): what it begins with, what came and went (JX-19, DZ-15)."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, abort, render_template, request

from admin import paging, session
from admin.pages.publications import said
from village import clock
from village.model.period import Period, month_of
from village.services import household_lists, households, periods, quarters
from village.web import access, db

page = Blueprint("quarters", __name__, url_prefix="/quarters")


@page.get("")
@access.only(session.reader)
def index() -> str:
    """This quarter's."""
    return show(periods.quarter_of(month_of(clock.today())))


@page.get("/<quarter>")
@access.only(session.reader)
def show(quarter: str) -> str:
    """A quarter; `group` says whose households are shown."""
    period, store = asked(quarter), db.store()
    groups = [name for name, _ in households.groups(store)]
    wanted = request.args.get("group", "")
    group = wanted if wanted in groups else next(iter(groups), "")
    leaf = paging.begun(household_lists.in_group(store, group, limit=paging.ROWS + 1, offset=paging.first()))
    return render_template(
        "admin/quarters/show.html",
        quarter=period,
        title=said(period.name),
        carries=quarters.carries(store),
        groups=groups,
        group=group,
        leaf=leaf,
        accounts=quarters.accounts(store, leaf.rows, period),
        say=said,
        before=periods.quarter_of(month_of(period.first - timedelta(days=1))),
    )


def asked(quarter: str) -> Period:
    """The quarter that an address names; 404 for what is none."""
    try:
        period = Period.parse(quarter)
    except ValueError:
        abort(404)
    if len(period.months) != 3 or period.name < "0002":  # the page also names the quarter before
        abort(404)
    return period
