"""The year's figures, and every table that leaves the office (统计、导出: MH-10, GY-24, YK-25, JX-40, JX-41)."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from admin import exports, kinds, session, spreadsheet, yearbook
from admin.ledgers import whole
from village import clock
from village.errors import VillageError
from village.services import absences, punctuality, rulebook, standings, tallies, villages
from village.sheets.writing import Page, workbook
from village.web import access, db

page = Blueprint("statistics", __name__, url_prefix="/statistics")


@page.get("")
@access.only(session.reader)
def index() -> str:
    """This year's."""
    return show(clock.today().year)


@page.get("/<int:year>")
@access.only(session.reader)
def show(year: int) -> str:
    """A year's figures, and what may be taken along. Raises `wrong_year`."""
    store = db.store()
    whole, *groups = tallies.of_year(store, _known(year))
    return render_template(
        "admin/statistics/show.html",
        year=year,
        years=yearbook.known(store),
        whole=whole,
        groups=groups,
        named=kinds.named(rulebook.rules_on(store, clock.today()), (one.kinds for one in (whole, *groups))),
        share=exports.share,
        kept=punctuality.of_year(store, year),
        kept_names=exports.KEPT,
        nominees=standings.nominees(store, year=year),
        absences=absences.of_year(store, year),
    )


@page.get("/<int:year>/<table>")
@access.only(session.reader)
def export(year: int, table: str) -> ResponseReturnValue:
    """A table as a workbook, with `csv` as plain text. Raises `wrong_year`."""
    made = exports.of_year(db.store(), table, _known(year))
    if made is None:
        abort(404)
    return answer(made)


@page.get("/book")
@access.only(session.reader)
def book() -> ResponseReturnValue:
    """The whole ledger as plain text, which may be longer than a workbook bears: in words, or with `sealed` as it is
    sealed, by the names and in the times of the seal, so that a program can prove each line."""
    store = db.store()
    village = villages.get(store)
    name = f"{village.town}{village.name} {{}} {clock.today():%Y%m%d}"
    if "sealed" in request.args:
        return spreadsheet.stream(name.format("账本封条"), exports.BOOK, exports.book(store))
    return spreadsheet.stream(name.format("全部台账"), whole.HEAD, whole.lines(store))


def answer(made: exports.Export) -> ResponseReturnValue:
    """A table as the file that was asked for."""
    name = f"{made.title} {clock.today():%Y%m%d}"
    if "csv" in request.args:
        return spreadsheet.answer(name, made.head, made.rows)
    tab = made.title.split()[-1].partition("（")[0]
    return spreadsheet.book(name, workbook([Page(tab, [made.head, *made.rows], above=made.title)]))


def _known(year: int) -> int:
    if year not in yearbook.known(db.store()):
        raise VillageError("wrong_year", said="year_unknown", year=f"{year}")
    return year
