"""The year's end (年终结算): what it would do, and doing it (YK-18, DZ-15, GY-11). A second time changes nothing."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from admin import paging, session, yearbook
from admin.forms.fields import FormError, placed
from village import clock
from village.errors import VillageError
from village.services import periods, rulebook, years
from village.web import access, db
from village.web.errors import sentence

page = Blueprint("years", __name__, url_prefix="/years")


@page.get("")
@access.only(session.reader)
def index() -> str:
    """The years of the book, and which of them waits to be closed."""
    store = db.store()
    found = [(year, _closed(year), years.is_due(store, year)) for year in yearbook.known(store)]
    return render_template("admin/years/index.html", years=found)


@page.get("/<int:year>")
@access.only(session.reader)
def show(year: int) -> str:
    """The figures before and after."""
    return _shown(_known(year))


@page.post("/<int:year>")
@access.only(session.power("rules"))
def close(year: int) -> ResponseReturnValue:
    """Close the books of the year."""
    known = _known(year)
    try:
        years.close(db.store(), known, actor=session.somebody().name)
    except VillageError as error:
        return _shown(known, placed(error, {})), 422
    flash("year_closed", "done")
    return redirect(url_for("years.show", year=year), 303)


def _known(year: int) -> int:
    """A year that the book knows. Raises `wrong_year`."""
    if year not in yearbook.known(db.store()):
        raise VillageError("wrong_year", said="year_unknown", year=f"{year}")
    return year


def _closed(year: int) -> bool:
    return periods.is_closed(db.store(), f"{year}-12")


def _shown(year: int, error: FormError | None = None) -> str:
    store = db.store()
    seen, refused = None, ""
    early = clock.today() < date(year, 12, 31)
    try:
        seen = yearbook.preview(store, year, actor=session.somebody().name)
    except VillageError as why:
        refused = sentence(why).shown
    leaf = paging.leaf(seen.touched if seen else [])
    change = rulebook.rules_on(store, clock.today()).setting("year_change")
    return render_template(
        "admin/years/show.html",
        year=year,
        closed=_closed(year),
        seen=seen,
        leaf=leaf,
        refused=refused,
        early=early,
        change=change,
        error=error,
    )
