"""Lines of the book: the day's, one by itself, taking one back, its receipt and its evidence."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, send_from_directory, url_for
from flask.typing import ResponseReturnValue

from admin import clauses, daybook, machines, paging, session, tokens
from admin.forms.fields import Form, FormError, placed, text
from village.errors import VillageError
from village.model.entry import Entry, Kind
from village.model.household import Household
from village.model.points import ZERO, Points
from village.model.redemption import Redemption
from village.model.veto import Veto
from village.services import (
    corrections,
    evidence,
    households,
    ledger,
    objections,
    receipts,
    redemptions,
    rulebook,
    statements,
    vetoes,
)
from village.services.statements import Access, StatementLine
from village.web import access, db

page = Blueprint("lines", __name__)

_FIELDS = {"reason_missing": "reason"}


@dataclass(frozen=True, slots=True)
class Told:
    """A line with all that stands around it."""

    entry: Entry
    line: StatementLine
    household: Household
    before: Points
    after: Points
    photo: str
    place: str
    order: Redemption | None
    hindrance: VillageError | None


@page.get("/lines")
@access.only(session.reader)
def index() -> str:
    """Find a household to record for; below, what was recorded today."""
    leaf = paging.begun(daybook.today(db.store(), limit=paging.ROWS + 1, skip=paging.first()))
    return render_template("admin/lines/index.html", leaf=leaf, lines=leaf.rows)


@page.get("/lines/<int:seq>")
@access.only(session.reader)
def show(seq: int) -> str:
    """One line."""
    told = _told(seq)
    veto = vetoes.standing(db.store(), told.entry)
    return render_template("admin/lines/show.html", told=told, veto=veto, token=tokens.new())


@page.get("/lines/<int:seq>/reverse")
@access.only(session.reader)
def ask_reverse(seq: int) -> ResponseReturnValue:
    """The form that takes a line back; a veto has one of its own, for those who decide about vetoes."""
    if veto := vetoes.standing(db.store(), ledger.line(db.store(), seq)):
        return _to_veto(veto)
    return _reversal(seq, {"token": tokens.new()})


@page.post("/lines/<int:seq>/reverse")
@access.only(session.power("score"))
def reverse(seq: int) -> ResponseReturnValue:
    """Take it back by a counter-entry with a reason."""
    if veto := vetoes.standing(db.store(), ledger.line(db.store(), seq)):
        return _to_veto(veto)
    try:
        reason = text(request.form, "reason", "原因")
        counter = corrections.correct(
            db.store(),
            seq=seq,
            reason=reason,
            actor=session.somebody().name,
            belonging=session.belonging(),
            token=tokens.given(request.form),
        )
    except FormError as error:
        return _reversal(seq, request.form, error), 422
    except VillageError as error:
        return _reversal(seq, request.form, placed(error, _FIELDS)), 422
    flash("line_reversed", "done")
    flash(f"reverse:{seq}", "draft")
    return redirect(url_for("lines.show", seq=counter.seq), 303)


@page.post("/lines/<int:seq>/receipt")
@access.only(session.power("desk"))
def receipt(seq: int) -> ResponseReturnValue:
    """Print the receipt of this line."""
    store = db.store()
    entry = ledger.line(store, seq)
    job = receipts.issue(
        store, entry.household_id, actor=session.somebody().name, token=tokens.given(request.form), entry=entry
    )
    machines.print_soon()
    flash("receipt_queued", "done")
    return redirect(url_for("receipts.show", job_id=job.id), 303)


@page.get("/lines/<int:seq>/photo.jpg")
@access.only(session.reader)
def photo(seq: int) -> Response:
    """The photo behind a line."""
    name = _photo(ledger.line(db.store(), seq))
    if not name:
        abort(404)
    response = send_from_directory(db.settings().evidence.absolute(), name, mimetype="image/jpeg")
    response.headers["Cache-Control"] = "no-store"
    return response


def _to_veto(veto: Veto) -> ResponseReturnValue:
    return redirect(url_for("vetoes.ask_take_back", household_id=veto.household_id, veto_id=veto.id), 303)


def _told(seq: int) -> Told:
    store = db.store()
    entry = ledger.line(store, seq)
    hindrance = objections.hindrances(store, entry.household_id)[seq]
    lines = statements.statement(store, entry.household_id, access=Access.DESK, limit=100_000, before=seq + 1)
    after = sum((line.points for line in lines), ZERO)
    return Told(
        entry=entry,
        line=lines[0],
        household=households.get(store, entry.household_id),
        before=after - entry.points,
        after=after,
        photo=_photo(entry),
        place=_place(entry),
        order=redemptions.by_line(store, seq) if entry.kind is Kind.REDEMPTION else None,
        hindrance=hindrance,
    )


def _photo(entry: Entry) -> str:
    return evidence.get(db.store(), int(entry.evidence)).file if entry.evidence else ""


def _place(entry: Entry) -> str:
    return clauses.place(rulebook.pack(entry.pack), entry.clause) if entry.pack and entry.clause else ""


def _reversal(seq: int, values: Form, error: FormError | None = None) -> str:
    return render_template("admin/lines/reverse.html", told=_told(seq), values=values, error=error)
