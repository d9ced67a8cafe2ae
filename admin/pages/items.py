"""Changing an item (项目调整): new figures from a day on, with the record that approved them (YK-07, YK-26)."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

import rules
from admin import notes, session
from admin.forms import item as forms
from admin.forms.fields import Form, FormError, placed
from rules import Item
from village import clock
from village.errors import VillageError
from village.model.points import Points
from village.services import evaluations, items, rulebook
from village.web import access, db

page = Blueprint("items", __name__, url_prefix="/rulebook/<code>")

_OFFERED = 8  # evaluations: two years of quarters


@page.get("/change")
@access.only(session.reader)
def show(code: str) -> str:
    """The figures of today, ready to be changed."""
    item = _item(code)
    version = item.versions[-1]
    values = {f"option-{name}": str(abs(Points(amount))) for name, amount in version.options.items()}
    figures = {"points": str(abs(Points(version.points or 0))), **values}
    tried = {name: request.args[name] for name in figures if name in request.args}  # what a trial led here with
    return _form(item, {"since": "", **figures, **tried})


@page.post("/change")
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
            approval=change.approval,
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


def _form(item: Item, values: Form, error: FormError | None = None) -> str:
    store = db.store()
    asked = evaluations.asked(rulebook.rules_on(store, clock.today()))
    return render_template(
        "admin/items/change.html",
        item=item,
        explained=rules.explain(item),
        evaluations=evaluations.all_of(store)[:_OFFERED] if asked else None,
        values=values,
        error=error,
    )
