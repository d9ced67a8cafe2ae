"""Papers for the town (上报): which are due by which day, and which have gone (JX-37, YK-23)."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import session
from admin.forms.fields import whole
from admin.pages.publications import said
from admin.prints import reports
from village import clock
from village.model.period import Period
from village.services import filings
from village.web import access, db

page = Blueprint("filings", __name__, url_prefix="/filings")


@page.get("")
@access.only(session.reader)
def index() -> str:
    """A year's papers."""
    this = clock.today().year
    year = whole(request.args, "year", least=2000, most=2999, default=this)
    papers = filings.of_year(db.store(), year)
    makes = {one.due.detail: filings.made_of(db.store(), one.due.detail) for one in papers}
    return render_template("admin/filings/index.html", year=year, this=this, papers=papers, makes=makes, say=_said)


@page.post("/<form>/<period>")
@access.only(session.power("office"))
def file(form: str, period: str) -> ResponseReturnValue:
    """The paper has gone."""
    store = db.store()
    is_report = filings.made_of(store, form) == "report"

    def freeze() -> Mapping[str, bytes]:
        return reports.frozen(Period.parse(period)) if is_report else {}

    filings.file(store, form=form, period=period, actor=session.somebody().name, freeze=freeze)
    flash("paper_filed", "done")
    return redirect(url_for("filings.index", year=period[:4]), 303)


def _said(period: str) -> str:
    return said(period) if "-" in period else f"{period}年"
