"""Trying amended rules (拿去年的账演一遍): a year of the real book under them, and from there to their adoption."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import amendments, session, spreadsheet, yearbook
from admin.forms import approval
from admin.forms import trial as forms
from admin.forms.fields import Form, FormError, coming_day, next_month, placed
from admin.pages.rehearsals import apart, shown
from rules import Pack
from rules.guide import guide_of
from village import clock
from village.errors import VillageError
from village.services import approvals, rulebook
from village.services.apart import Run
from village.services.replay import FIGURES, Outcome
from village.web import access, db

page = Blueprint("trials", __name__, url_prefix="/trials")

_NAMES = {"earned": "挣的分", "total": "总分", "balance": "余额", "redeemable": "能换的分"}
_END = {"lapsed": "年底清掉", "opening": "年初能换", "carried": "转到新年"}
_FIELDS = {"effective_date_published": "since", "pack_mid_year": "since", "approval_missing": "approval"}


@page.post("")
@access.only(session.power("rehearse"))
def start() -> ResponseReturnValue:
    """Play a year under amended rules, in the background."""
    store = db.store()
    values = {name: "、".join(request.form.getlist(name)) for name in request.form}  # several may be ticked
    try:
        wanted = forms.read(
            values,
            request.files.getlist("pack_files"),
            rules_on=lambda day: rulebook.rules_on(store, day),
            years=yearbook.known(store),
        )
        run = apart().replay(
            store.path, year=wanted.year, amended=wanted.amended, files=wanted.files, by=session.somebody().name
        )
    except FormError as error:
        return shown(values, error), 422
    except VillageError as error:
        return shown(values, placed(error, {})), 422
    return redirect(url_for("rehearsals.show", run_id=run.id), 303)


@page.get("/field/<row>")
@access.only(session.watcher)
def field(row: str) -> str:
    """The field for the new figure of what was picked."""
    if row not in forms.ROWS:
        abort(404)
    pack = rulebook.rules_on(db.store(), clock.today())
    return render_template(
        "admin/trials/field.html",
        row=row,
        pack=pack,
        asked=amendments.questions(pack),
        current=amendments.current,
        values=request.args,
        error=None,
    )


@page.get("/<run_id>")
@access.only(session.reader)
def show(run_id: str) -> str:
    """What would have been otherwise."""
    run, outcome = _done(run_id)
    return render_template(
        "admin/trials/show.html",
        run=run,
        outcome=outcome,
        changes=_changes(run),
        adoptable=_rules(run).id == rulebook.rules_on(db.store(), clock.today()).id,
        figures=_NAMES,
        ends=_END,
        kinds=_KINDS,
    )


@page.get("/<run_id>/homes.csv")
@access.only(session.reader)
def homes(run_id: str) -> ResponseReturnValue:
    """Every household, as a table."""
    _, outcome = _done(run_id)
    named = [*_NAMES.values(), *_END.values()]
    head = ["户号", "户主", "组", *(f"{name}{side}" for name in named for side in ("原来", "改后", "差"))]
    rows = (
        [
            *(home.number, home.head, home.group),
            *(cell for name in FIGURES for cell in (*_pair(home.before, home.after, name), home.change(name))),
            *(home.before.rank or "", home.after.rank or ""),
        ]
        for home in outcome.homes
    )
    return spreadsheet.answer(f"{outcome.year}-homes", [*head, "名次原来", "名次改后"], rows)


@page.get("/<run_id>/gone.csv")
@access.only(session.reader)
def gone(run_id: str) -> ResponseReturnValue:
    """What could no longer be done, as a table."""
    _, outcome = _done(run_id)
    rows = (
        [
            *(one.number, one.head, one.group, _KINDS.get(one.refused.what, one.refused.what), one.refused.day),
            *(one.refused.title, one.refused.points, one.refused.sentence, one.refused.clause),
        ]
        for one in outcome.gone
    )
    head = ["户号", "户主", "组", "什么事", "哪天", "项目", "原来的分", "为什么", "出处"]
    return spreadsheet.answer(f"{outcome.year}-gone", head, rows)


@page.get("/<run_id>/adopt")
@access.only(session.reader)
def ask(run_id: str) -> str:
    """What is to be adopted, each thing on its own, with its record."""
    return _form(_done(run_id)[0], {"since": next_month()})


@page.post("/<run_id>/adopt")
@access.only(session.power("rules"))
def adopt(run_id: str) -> ResponseReturnValue:
    """The village's new choices, from a day on. Figures of items have a page of their own."""
    run, _ = _done(run_id)
    store, chosen = db.store(), {one.setting: one.raw for one in _changes(run) if one.setting}
    try:
        since = coming_day(request.form, "since")
        before = rulebook.in_force(store, since)
        rulebook.adopt(
            store,
            pack_id=before.pack,
            since=since,
            settings={**before.settings, **chosen},
            approval=approval.read(request.form, rulebook.pack(before.pack)),
            actor=session.somebody().name,
        )
    except FormError as error:
        return _form(run, request.form, error), 422
    except VillageError as error:
        return _form(run, request.form, placed(error, _FIELDS)), 422
    flash("choices_adopted", "done")
    flash(f"adopt:{run.id}", "draft")
    return redirect(url_for("rulebook.show"), 303)


_KINDS = {
    "score": "记分",
    "order": "换东西",
    "publish": "公示",
    "sign": "签字",
    "veto": "一票否决",
    "close_year": "年底结账",
}


def _pair(before: object, after: object, name: str) -> tuple[object, object]:
    return getattr(before, name), getattr(after, name)


def _done(run_id: str) -> tuple[Run, Outcome]:
    """A replay that has ended. Raises `rehearsal_unknown`."""
    run = apart().get(run_id)
    outcome = run.outcome
    if outcome is None:
        raise VillageError("rehearsal_unknown")
    return run, outcome


def _rules(run: Run) -> Pack:
    """What the village obeyed in the year that was played."""
    return rulebook.rules_on(db.store(), min(date(run.order.year, 12, 31), clock.today()))


def _changes(run: Run) -> list[amendments.Change]:
    return amendments.changes(_rules(run), run.order.amended, run.order.amended.trial(run.folder))


def _form(run: Run, values: Form, error: FormError | None = None) -> str:
    found = _changes(run)
    return render_template(
        "admin/trials/adopt.html",
        run=run,
        changes=found,
        proof=guide_of(_rules(run).id).approval,
        steps=approvals.steps(_rules(run)),
        figures=amendments.fields(found),
        values=values,
        error=error,
    )
