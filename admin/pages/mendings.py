"""Mending after deductions (整改): what waits, and what was mended (YK-19)."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import session
from admin.forms.fields import Form, FormError, choice, placed, text
from village import clock
from village.errors import VillageError
from village.model.entry import Entry
from village.model.household import Household
from village.services import households, ledger, mendings, rulebook, statements
from village.services.statements import Access, StatementLine
from village.web import access, db

page = Blueprint("mendings", __name__, url_prefix="/mendings")

_FIELDS = {"reason_missing": "how", "service_unlisted": "offered"}


@page.get("")
@access.only(session.reader)
def index() -> str:
    """Deductions that wait for mending, and those that were mended."""
    store = db.store()
    waiting, done = mendings.of_all(store)
    return render_template(
        "admin/mendings/index.html",
        waiting=[_told(one) for one in waiting],
        done=[(*_told(one), mending) for one, mending in done],
    )


@page.get("/<int:seq>")
@access.only(session.reader)
def ask(seq: int) -> str:
    """The form for one line."""
    return _form(seq, {})


@page.post("/<int:seq>")
@access.only(session.power("score"))
def mend(seq: int) -> ResponseReturnValue:
    """It was mended."""
    try:
        offered = choice(request.form, "offered", "帮了什么", ("", *_services()))
        how = text(request.form, "how", "怎么改的", limit=100, required=True)
        mendings.mend(db.store(), seq, how=how, offered=offered, actor=session.somebody().name)
    except FormError as error:
        return _form(seq, request.form, error), 422
    except VillageError as error:
        return _form(seq, request.form, placed(error, _FIELDS)), 422
    flash("line_mended", "done")
    return redirect(url_for("mendings.index"), 303)


def _services() -> tuple[str, ...]:
    return mendings.services(rulebook.rules_on(db.store(), clock.today()))


def _told(entry: Entry) -> tuple[Household, StatementLine]:
    """(household, line as the desk may read it)."""
    store = db.store()
    (line,) = statements.statement(store, entry.household_id, access=Access.DESK, limit=1, before=entry.seq + 1)
    return households.get(store, entry.household_id), line


def _form(seq: int, values: Form, error: FormError | None = None) -> str:
    entry = ledger.line(db.store(), seq)
    home, line = _told(entry)
    return render_template(
        "admin/mendings/mend.html",
        home=home,
        line=line,
        mending=mendings.of_line(db.store(), entry),
        services=_services(),
        values=values,
        error=error,
    )
