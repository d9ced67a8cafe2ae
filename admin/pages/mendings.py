"""Mending after deductions (整改): what waits, and what was mended (YK-19)."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import paging, session
from admin.forms.fields import Form, FormError, choice, placed, text
from village import clock
from village.errors import VillageError
from village.model.entry import Entry
from village.model.household import Household
from village.model.mending import Mending
from village.services import household_lists, households, ledger, mendings, rulebook, statements
from village.services.statements import Access
from village.web import access, db

page = Blueprint("mendings", __name__, url_prefix="/mendings")

_FIELDS = {"reason_missing": "how", "service_unlisted": "offered"}


@dataclass(frozen=True, slots=True)
class Told:
    """A deduction, whose it is, what it was for; how it was mended, if it was."""

    home: Household
    line: Entry
    what: str
    mending: Mending | None = None


@page.get("")
@access.only(session.reader)
def index() -> str:
    """Deductions that wait for mending; with `done`, those that were mended. `q` finds those of a household."""
    store, query = db.store(), text(request.args, "q", "要找的", limit=60)
    homes = {one.id for one in households.search(store, query, limit=paging.MATCHES)} if query else None
    place = {"limit": paging.ROWS + 1, "offset": paging.first()}
    mended = bool(request.args.get("done"))
    found: list[tuple[Entry, Mending | None]] = (
        [*mendings.done(store, homes, **place)]
        if mended
        else [(one, None) for one in mendings.waiting(store, homes, **place)]
    )
    leaf = paging.begun(_told(found))
    return render_template("admin/mendings/index.html", leaf=leaf, mended=mended, q=query)


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
    return redirect(url_for("mendings.index", done=1), 303)


def _services() -> tuple[str, ...]:
    return mendings.services(rulebook.rules_on(db.store(), clock.today()))


def _told(found: list[tuple[Entry, Mending | None]]) -> list[Told]:
    store = db.store()
    homes = household_lists.some(store, (line.household_id for line, _ in found))
    return [Told(homes[line.household_id], line, statements.titled(store, line), mending) for line, mending in found]


def _form(seq: int, values: Form, error: FormError | None = None) -> str:
    store = db.store()
    entry = ledger.line(store, seq)
    home = households.get(store, entry.household_id)
    (line,) = statements.statement(store, home.id, access=Access.DESK, limit=1, before=seq + 1)
    return render_template(
        "admin/mendings/mend.html",
        home=home,
        line=line,
        mending=mendings.of_line(store, entry),
        services=_services(),
        values=values,
        error=error,
    )
