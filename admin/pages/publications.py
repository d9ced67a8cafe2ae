"""Publication (公示): see the board, let the panel sign, put it up, and look at it again (YK-02, YK-12, JX-11)."""

from __future__ import annotations

import re
from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import board, notes, paging, session
from admin.forms.fields import FormError, placed, text
from rules.dues import board_day
from village import clock
from village.errors import VillageError
from village.language import dates
from village.model.period import Period
from village.model.publication import PeriodState
from village.services import choices, publications, red_black, rulebook
from village.web import access, db
from village.web.errors import sentence

page = Blueprint("publications", __name__)

_FIELDS = dict.fromkeys(("signature_missing", "self_review"), "signers")


@page.get("/publications")
@access.only(session.reader)
def index() -> ResponseReturnValue:
    """What is to go up, and every board so far. `month` leads to a period that the list does not show."""
    if wanted := request.args.get("month"):
        return redirect(url_for("publications.show", period=wanted))
    store = db.store()
    return render_template(
        "admin/publications/index.html", recent=board.recent(store), boards=publications.all_of(store), say=said
    )


@page.get("/publications/<period>")
@access.only(session.reader)
def show(period: str) -> str:
    """The board as it would go up now."""
    return _shown(_period(period))


@page.post("/publications/<period>/sign")
@access.only(session.power("review"))
def sign(period: str) -> ResponseReturnValue:
    """The panel's names under the period."""
    wanted = _period(period)
    try:
        names = re.split(r"[、,，;； ]+", text(request.form, "signers", "签字的人"))
        publications.sign(db.store(), period=wanted, signers=names, actor=session.somebody().name)
    except FormError as error:
        return _shown(wanted, error), 422
    except VillageError as error:
        return _shown(wanted, placed(error, _FIELDS)), 422
    flash("period_signed", "done")
    return redirect(url_for("publications.show", period=wanted.name), 303)


@page.post("/publications/<period>")
@access.only(session.power("publish"))
def publish(period: str) -> ResponseReturnValue:
    """Put the board up; it stays as it is. Before the period is over it is asked once more, with what would be lost."""
    wanted, store = _period(period), db.store()
    pack = rulebook.rules_on(store, clock.today())
    ready = board.row(store, wanted).state is PeriodState.SIGNED or not publications.asks_signature(pack)
    if ready and "sure" not in request.form and board.early(store, pack, wanted):
        return _shown(wanted, asking=True), 422
    try:
        done = publications.publish(store, period=wanted, actor=session.somebody().name)
    except VillageError as error:
        return _shown(wanted, placed(error, {})), 422
    notes.tell(done.warnings)
    flash("period_published", "done")
    return redirect(url_for("publications.again", publication_id=done.publication.id), 303)


@page.get("/boards/<int:publication_id>")
@access.only(session.reader)
def again(publication_id: int) -> str:
    """A board as it stood the day it went up."""
    store = db.store()
    found = next((one for one in publications.all_of(store) if one.id == publication_id), None)
    if found is None:
        abort(404)
    leaf = paging.begun(publications.board(store, publication_id, limit=paging.ROWS + 1, offset=paging.first()))
    pack = rulebook.rules_on(store, found.published_on)
    days = choices.hundredths(pack, "objection_days")
    return render_template(
        "admin/publications/board.html",
        board=found,
        parts=publications.by_board(pack, leaf.rows),
        leaf=leaf,
        title=said(found.period),
        until=found.published_on + timedelta(days=days),
        red_black=any(red_black.wanted(pack)),
    )


def said(name: str) -> str:
    """A period in words: 2026年3月, 2026年第1季度."""
    return dates.show_period(name)


def _period(name: str) -> Period:
    try:
        return Period.parse(name)
    except ValueError:
        abort(404)


def _shown(period: Period, error: FormError | None = None, *, asking: bool = False) -> str:
    store = db.store()
    row = board.row(store, period)
    seen, refused = None, ""
    if row.state is not PeriodState.PUBLISHED:
        try:
            seen = board.preview(store, period, actor=session.somebody().name)
        except VillageError as why:
            refused = sentence(why).shown
    pack = rulebook.rules_on(store, clock.today())
    leaf = paging.leaf(seen.rows if seen else [], "publications.show")
    return render_template(
        "admin/publications/show.html",
        row=row,
        title=said(period.name),
        seen=seen,
        parts=publications.by_board(pack, leaf.rows),
        leaf=leaf,
        due=board_day(pack, period.name),
        refused=refused,
        boards=[one for one in publications.all_of(store) if set(one.months) & set(period.months)],
        signs=bool(publications.asks_signature(pack)),
        seconds=choices.flag(pack, "two_person_approval"),
        committee=pack.setting("committee_name").value,
        values=request.form,
        error=error,
        early=board.early(store, pack, period) if seen else None,
        asking=asking,
    )
