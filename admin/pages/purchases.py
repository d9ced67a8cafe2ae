"""The purchase sheet of a quarter (点单采购): what households wished for, added up for the supplier (JX-26)."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from admin import exports, session
from admin.pages import statistics
from admin.pages.publications import said
from admin.pages.quarters import asked
from village import clock
from village.model.period import month_of
from village.services import periods, purchases
from village.web import access, db

page = Blueprint("purchases", __name__, url_prefix="/purchases")


@page.get("")
@access.only(session.reader)
def index() -> str:
    """This quarter's."""
    return show(periods.quarter_of(month_of(clock.today())))


@page.get("/<quarter>")
@access.only(session.reader)
def show(quarter: str) -> str:
    """A quarter's wishes."""
    period = asked(quarter)
    return render_template(
        "admin/purchases/show.html",
        quarter=period,
        title=said(period.name),
        purchases=purchases.of_quarter(db.store(), period),
        before=periods.quarter_of(month_of(period.first - timedelta(days=1))),
        say=said,
    )


@page.get("/<quarter>/sheet")
@access.only(session.reader)
def sheet(quarter: str) -> ResponseReturnValue:
    """The same as a file."""
    period = asked(quarter)
    return statistics.answer(exports.of_quarter(db.store(), period, said(period.name)))
