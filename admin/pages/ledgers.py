"""Every ledger of the office as a workbook in the order of its paper form (台账导出)."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from admin import ledgers, session, spreadsheet
from admin.forms.intake import WORDS
from village import clock
from village.model.period import Period, month_of
from village.sheets.writing import workbook
from village.web import access, db

page = Blueprint("ledgers", __name__, url_prefix="/ledgers")


@page.get("")
@access.only(session.reader)
def index() -> str:
    """What can be taken along, of which month and year."""
    today = clock.today()
    return render_template(
        "admin/ledgers/index.html", ledgers=ledgers.LEDGERS, words=WORDS, month=_month(), today=today
    )


@page.get("/<ledger>")
@access.only(session.reader)
def show(ledger: str) -> ResponseReturnValue:
    """A ledger of a `month`, or of its year where a sheet holds a year."""
    if ledger not in ledgers.LEDGERS:
        abort(404)
    made = ledgers.page(db.store(), ledger, _month())
    return spreadsheet.book(made.above, workbook([made]))


def _month() -> Period:
    """The month that is asked for, this one if none is named."""
    try:
        found = Period.parse(request.args.get("month", "") or month_of(clock.today()))
    except ValueError:
        abort(404)
    return found if len(found.months) == 1 else abort(404)
