"""Charts for those who would rather look (图表), on the screen, on paper and as a table (MH-10)."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from admin import charts, session, yearbook
from admin.charts import CHARTS, Chart
from admin.prints.frame import paper
from village import clock
from village.sheets.writing import Page
from village.web import access, db

page = Blueprint("charts", __name__)


@page.get("/charts")
@access.only(session.reader)
def index() -> str:
    """This year's months."""
    return show("months")


@page.get("/charts/<chart>")
@access.only(session.reader)
def show(chart: str) -> str:
    """One chart of a `year`, with its numbers."""
    return render_template(
        "admin/charts/show.html",
        chart=_chart(chart),
        name=chart,
        names=[(key, words) for key, (words, _) in CHARTS.items()],
        year=_year(),
        years=yearbook.known(db.store()),
    )


@page.get("/prints/charts/<chart>")
@access.only(session.reader)
def printed(chart: str) -> ResponseReturnValue:
    """The same on paper."""
    made = _chart(chart)
    return paper("chart", made.title, sheet=lambda: _sheet(made), chart=made)


def _sheet(made: Chart) -> Page:
    return Page("数字", [list(made.head), *(list(row) for row in made.cells)], above=made.title)


def _chart(name: str) -> Chart:
    if name not in CHARTS:
        abort(404)
    return charts.of_year(db.store(), name, _year())


def _year() -> int:
    year = request.args.get("year", clock.today().year, type=int)
    return year if year in yearbook.known(db.store()) else abort(404)
