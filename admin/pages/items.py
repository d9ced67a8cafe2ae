"""Changing the items (项目调整): new figures of one, or one more, from a day on, with the record that approved them
(YK-07, YK-26)."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

import rules
from admin import notes, session
from admin.forms import approval
from admin.forms import item as forms
from admin.forms.fields import Form, FormError, next_month, placed
from rules import Item, Pack
from village import clock
from village.errors import VillageError
from village.model.evaluation import Evaluation
from village.model.points import Points
from village.services import approvals, evaluations, items, rulebook
from village.web import access, db

page = Blueprint("items", __name__, url_prefix="/rulebook")

_OFFERED = 8  # evaluations: two years of quarters


@page.get("/<code>/change")
@access.only(session.reader)
def show(code: str) -> str:
    """The figures of today, ready to be changed."""
    item = _item(code)
    version = item.version_on(clock.today()) or item.versions[-1]
    values = {f"option-{name}": str(abs(Points(amount))) for name, amount in version.options.items()}
    figures = {"points": str(abs(Points(version.points or 0))), **values}
    tried = {name: request.args[name] for name in figures if name in request.args}  # what a trial led here with
    return _form(item, {"since": next_month(), **figures, **tried})


@page.get("/new")
@access.only(session.reader)
def new() -> str:
    """The empty form of one more item."""
    return _new({"kind": "positive", "per": "event", "since": next_month()})


@page.post("/new")
@access.only(session.power("rules"))
def introduce() -> ResponseReturnValue:
    """One more item; events before its day know nothing of it."""
    try:
        found = forms.read_new(request.form)
        warnings = items.introduce(
            db.store(),
            found.row,
            since=found.since,
            approval=approval.read(request.form, _pack()),
            note=found.note,
            evaluation=found.evaluation,
            actor=session.somebody().name,
        )
    except FormError as error:
        return _new(request.form, error), 422
    except VillageError as error:
        return _new(request.form, placed(error, forms.FIELDS)), 422
    notes.tell(warnings)
    flash("item_introduced", "done")
    flash("item:new", "draft")
    return redirect(url_for("rulebook.show"), 303)


@page.post("/<code>/change")
@access.only(session.power("rules"))
def adopt(code: str) -> ResponseReturnValue:
    """A new version; events before its day keep counting by the old one."""
    item = _item(code)
    try:
        change = forms.read(request.form, item)
        warnings = items.adopt(
            db.store(),
            item.code,
            since=change.since,
            points=change.points,
            options=change.options,
            approval=approval.read(request.form, _pack()),
            note=change.note,
            evaluation=change.evaluation,
            actor=session.somebody().name,
        )
    except FormError as error:
        return _form(item, request.form, error), 422
    except VillageError as error:
        return _form(item, request.form, placed(error, forms.FIELDS)), 422
    notes.tell(warnings)
    flash("item_adopted", "done")
    flash(f"item:{item.code}", "draft")
    return redirect(url_for("rulebook.show"), 303)


def _item(code: str) -> Item:
    found = rulebook.rules_on(db.store(), clock.today()).find(code)
    if found is None:
        abort(404)
    return found


def _new(values: Form, error: FormError | None = None) -> str:
    pack = rulebook.rules_on(db.store(), clock.today())
    return render_template(
        "admin/items/new.html",
        categories=pack.categories,
        kinds=forms.KINDS,
        per=forms.PER,
        evaluations=_citable(pack),
        steps=approvals.steps(pack),
        values=values,
        error=error,
    )


def _pack() -> Pack:
    return rulebook.rules_on(db.store(), clock.today())


def _citable(pack: Pack) -> list[Evaluation] | None:
    """The evaluations that a change may rest on; None where the rules ask for none."""
    return evaluations.all_of(db.store())[:_OFFERED] if evaluations.asked(pack) else None


def _form(item: Item, values: Form, error: FormError | None = None) -> str:
    today = clock.today()
    return render_template(
        "admin/items/change.html",
        item=item,
        explained=rules.explain(item, today) if item.version_on(today) else "",
        coming=[(one.start, rules.explain(item, one.start)) for one in item.versions if one.start > today],
        evaluations=_citable(_pack()),
        steps=approvals.steps(_pack()),
        values=values,
        error=error,
    )
