"""A score sheet is looked through, handed in, and agreed to by a second person (JX-09)."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

import rules
from admin import notes, session
from admin.forms import score as forms
from admin.forms.fields import Form, FormError, placed, text
from village import clock
from village.errors import VillageError
from village.model.score_sheet import ScoreSheet, SheetState
from village.services import choices, periods, rulebook, score_booking, score_rows, score_sheets
from village.services.score_booking import Faulty, Handed
from village.web import access, db

page = Blueprint("score_booking", __name__, url_prefix="/score-sheets/<int:sheet_id>")


@page.get("/check")
@access.only(session.reader)
def check(sheet_id: int) -> str:
    """The whole sheet before it is handed in: what is wrong, who is missing, what to look at again."""
    return _checked(score_sheets.get(db.store(), sheet_id), {})


@page.post("/submit")
@access.only(session.power("score"))
def submit(sheet_id: int) -> ResponseReturnValue:
    """Hand it in."""
    sheet = score_sheets.get(db.store(), sheet_id)
    try:
        late = forms.read_late(request.form)
        handed = score_booking.submit(db.store(), sheet_id, actor=session.somebody().name, late=late)
    except VillageError as error:
        return _refused(sheet, error)
    return _handed(handed)


@page.post("/approve")
@access.only(session.power("score"))
def approve(sheet_id: int) -> ResponseReturnValue:
    """The second person agrees."""
    sheet = score_sheets.get(db.store(), sheet_id)
    try:
        late, who = forms.read_late(request.form), session.somebody().name
        handed = score_booking.approve(db.store(), sheet_id, actor=who, belonging=session.belonging(), late=late)
    except VillageError as error:
        return _refused(sheet, error)
    return _handed(handed)


@page.post("/back")
@access.only(session.power("score"))
def back(sheet_id: int) -> ResponseReturnValue:
    """The second person lets it be filled in again."""
    sheet = score_sheets.get(db.store(), sheet_id)
    try:
        note = text(request.form, "note", "为什么退回", limit=100)
        score_booking.send_back(db.store(), sheet_id, actor=session.somebody().name, note=note)
    except VillageError as error:
        return _refused(sheet, placed(error, {"reason_missing": "note"}))
    flash("sheet_returned", "done")
    return redirect(url_for("score_sheets.show", sheet_id=sheet_id), 303)


def _handed(handed: Handed) -> ResponseReturnValue:
    notes.tell(handed.warnings)
    flash("sheet_booked" if handed.sheet.state is SheetState.BOOKED else "sheet_submitted", "done")
    return redirect(url_for("score_booking.check", sheet_id=handed.sheet.id), 303)


def _refused(sheet: ScoreSheet, error: VillageError) -> ResponseReturnValue:
    """The page again, with what is wrong; a fault that the page shows anyway is not said twice."""
    found = error if isinstance(error, FormError) else placed(error, forms.FIELDS)
    return _checked(sheet, request.form, found, error.faults if isinstance(error, Faulty) else ()), 422


def _checked(sheet: ScoreSheet, values: Form, error: FormError | None = None, faults: object = ()) -> str:
    store = db.store()
    if sheet.state is SheetState.DROPPED:
        abort(404)
    pack = rulebook.rules_on(store, clock.today())
    found = score_rows.overview(store, sheet)
    return render_template(
        "admin/score_sheets/check.html",
        sheet=sheet,
        found=found,
        faults=faults or found.faults,
        title=_title(score_rows.pack_of(store, sheet)),
        say=rules.say,
        second=score_booking.asks_second(pack),
        late=bool(choices.many(pack, "late_proof")),
        late_now=periods.is_late(pack),
        values=values,
        error=error,
    )


def _title(pack: rules.Pack) -> dict[str, str]:
    return {item.code: item.title for item in pack.items}
