"""Tables that come in whole (整表导入): a file is looked over, taken in all or none, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from flask import Blueprint, abort, current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import session, spreadsheet
from admin.forms import intake as forms
from admin.forms.fields import Form, FormError, placed
from rules import Pack
from village import clock
from village.errors import VillageError
from village.model.intake import IntakeKind
from village.model.period import Period, month_of
from village.services import choices, rulebook, villages
from village.services.apart import State
from village.services.intakes import sheets, taking, undoing
from village.services.intakes.apart import Look, Looks
from village.web import access, db

page = Blueprint("intakes", __name__, url_prefix="/intakes")

ROWS = 100
_WRONG = {"intake_busy": "file"}


def _may(kind: Callable[[], IntakeKind | None]) -> Callable[[], None]:
    """Check for acts: whoever may write such rows one by one may hand in a table of them."""

    def check() -> None:
        known = kind()
        session.power(forms.POWERS[known] if known else "desk")()

    return check


def _kind(name: str) -> IntakeKind:
    return IntakeKind(name) if name in set(IntakeKind) else abort(404)


def _named() -> IntakeKind:
    return _kind((request.view_args or {})["kind"])


def _looked() -> IntakeKind | None:
    """Of a file that was looked over; the view says when there is none."""
    with suppress(VillageError):
        return looks().get((request.view_args or {})["look_id"]).order.kind
    return None


def _taken() -> IntakeKind | None:
    with suppress(VillageError):
        return taking.get(db.store(), (request.view_args or {})["intake_id"]).kind
    return None


def _keeper() -> None:
    """The roll shows cards and telephones: only whoever keeps it takes it along."""
    session.holder("roll")() if _named() is IntakeKind.ROLL else session.reader()


@page.get("")
@access.only(session.reader)
def index() -> str:
    """What can come in, and what has."""
    return render_template(
        "admin/intakes/index.html", words=forms.WORDS, powers=forms.POWERS, found=taking.all_of(db.store())
    )


@page.get("/new/<kind>")
@access.only(session.reader)
def new(kind: str) -> str:
    """The form for one kind of table."""
    return _new(_kind(kind), {"occurred": clock.today().isoformat(), "cells": "times"})


@page.post("/new/<kind>")
@access.only(_may(_named))
def begin(kind: str) -> ResponseReturnValue:
    """Look a file over, in the background."""
    store, known, pack = db.store(), _kind(kind), _pack()
    try:
        name, content = forms.file(request.files.get("file"))
        who = session.somebody().name
        terms = forms.terms(request.form, known, pack, actor=who, belonging=session.belonging())
        cleared = forms.cleared(request.form, known, pack)
        look = looks().begin(store.path, known, content, name=name, terms=terms, cleared=cleared)
    except FormError as error:
        return _new(known, request.form, error), 422
    except VillageError as error:
        return _new(known, request.form, placed(error, _WRONG)), 422
    return redirect(url_for("intakes.look", look_id=look.id), 303)


@page.get("/looks/<look_id>")
@access.only(session.reader)
def look(look_id: str) -> str:
    """How far it is, and then all it would bring and all that is doubtful."""
    return _look(looks().get(look_id))


@page.get("/looks/<look_id>/progress")
@access.only(session.watcher)
def progress(look_id: str) -> ResponseReturnValue:
    """How far it is; the whole page anew when it has ended."""
    found = looks().get(look_id)
    answer = make_response(render_template("admin/intakes/_progress.html", look=found))
    if found.state is not State.RUNNING:
        answer.headers["HX-Refresh"] = "true"
    return answer


@page.post("/looks/<look_id>")
@access.only(_may(_looked))
def take(look_id: str) -> ResponseReturnValue:
    """Take it in, all of it or nothing."""
    found = looks().get(look_id)
    if found.state is not State.DONE:
        raise VillageError("intake_gone")
    try:
        intake = taking.take(db.store(), found.found, name=found.name, terms=found.order.terms, cleared=found.cleared)
    except VillageError as error:
        return _look(found, placed(error, {})), 422
    looks().forget(found)
    flash("intake_taken", "done")
    return redirect(url_for("intakes.show", intake_id=intake.id), 303)


@page.get("/<int:intake_id>")
@access.only(session.reader)
def show(intake_id: int) -> str:
    """What a table brought, and whether it was taken back."""
    return _show(intake_id)


@page.post("/<int:intake_id>/undo")
@access.only(_may(_taken))
def undo(intake_id: int) -> ResponseReturnValue:
    """Take a table back."""
    try:
        undoing.undo(db.store(), intake_id, actor=session.somebody().name, belonging=session.belonging())
    except VillageError as error:
        return _show(intake_id, placed(error, {})), 422
    flash("intake_undone", "done")
    return redirect(url_for("intakes.show", intake_id=intake_id), 303)


@page.get("/empty/<kind>")
@access.only(session.reader)
def empty(kind: str) -> ResponseReturnValue:
    """The empty table; with `items` the one with a column for each item, everybody in it."""
    known = _kind(kind)
    made = sheets.by_items(db.store()) if "items" in request.args else sheets.empty(db.store(), known)
    return spreadsheet.book(f"{_here()}{forms.WORDS[known]}（空表）", made)


@page.get("/now/<kind>")
@access.only(_keeper)
def now(kind: str) -> ResponseReturnValue:
    """What the book has today, in the form that comes in again; of scores a `month`."""
    known, month = _kind(kind), _month()
    of = f"{month.name}" if known is IntakeKind.SCORES else f"{clock.today():%Y%m%d}"
    return spreadsheet.book(f"{_here()}{forms.WORDS[known]} {of}", sheets.of(db.store(), known, month))


def looks() -> Looks:
    """The files of this server that were looked over."""
    found: Looks = current_app.extensions["intakes"]
    return found


def _new(kind: IntakeKind, values: Form, error: FormError | None = None) -> str:
    pack = _pack()
    return render_template(
        "admin/intakes/new.html",
        kind=kind,
        words=forms.WORDS[kind],
        power=forms.POWERS[kind],
        titles=sheets.titles(kind),
        kinds=pack.evidence_kinds,
        late=bool(choices.many(pack, "late_proof")),
        questions=pack.paper.names.get("goods_forbidden") if kind is IntakeKind.GOODS else None,
        month=month_of(clock.today()),
        values=values,
        error=error,
    )


def _look(found: Look, error: FormError | None = None) -> str:
    done = found.state is State.DONE
    at = request.args.get("page", 1, type=int)
    rows = found.found.rows if done else ()
    last = max(1, -(-len(rows) // ROWS))
    at = min(max(at, 1), last)
    return render_template(
        "admin/intakes/look.html",
        look=found,
        found=found.found if done else None,
        words=forms.WORDS[found.order.kind],
        power=forms.POWERS[found.order.kind],
        rows=rows[ROWS * (at - 1) : ROWS * at],
        fact_names=sheets.fact_names(),
        page=at,
        last=last,
        error=error,
    )


def _show(intake_id: int, error: FormError | None = None) -> str:
    store = db.store()
    intake = taking.get(store, intake_id)
    return render_template(
        "admin/intakes/show.html",
        intake=intake,
        made=taking.deeds(store, intake_id),
        words=forms.WORDS[intake.kind],
        power=forms.POWERS[intake.kind],
        error=error,
    )


def _month() -> Period:
    try:
        found = Period.parse(request.args.get("month", "") or month_of(clock.today()))
    except ValueError:
        abort(404)
    return found if len(found.months) == 1 else abort(404)


def _here() -> str:
    village = villages.get(db.store())
    return f"{village.town}{village.name} "


def _pack() -> Pack:
    return rulebook.rules_on(db.store(), clock.today())
