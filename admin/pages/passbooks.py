"""Ledger and passbooks side by side (存折对账, JX-18)."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import paging, session
from admin.forms.fields import Form, FormError, points, text
from village import clock
from village.model.household import Household
from village.services import choices, household_lists, households, passbooks, rulebook
from village.web import access, db

page = Blueprint("passbooks", __name__, url_prefix="/passbooks")


@page.get("")
@access.only(session.reader)
def index() -> str:
    """A group's households: what the book says, and what the passbook was last seen to say."""
    return _shown(request.args.get("group", ""), {})


@page.post("/<int:household_id>")
@access.only(session.power("shop"))
def look(household_id: int) -> ResponseReturnValue:
    """What a passbook says now."""
    household = households.get(db.store(), household_id)
    try:
        try:
            written = points(request.form, "written")
        except FormError as error:
            raise FormError(household.number, error.code) from None
        if written is None:
            raise FormError(household.number, "field_missing", field="存折上的分")
    except FormError as error:
        return _shown(household.group, request.form, error), 422
    check = passbooks.look(db.store(), household_id, written=written, actor=session.somebody().name)
    flash(*(("passbook_agrees", "done") if check.agrees else ("passbook_differs", "note")))
    return redirect(
        url_for("passbooks.index", group=household.group, q=request.form.get("q") or None, page=paging.number()), 303
    )


def _shown(group: str, values: Form, error: FormError | None = None) -> str:
    store = db.store()
    pack, groups = rulebook.rules_on(store, clock.today()), households.groups(store)
    shown = group if group in {name for name, _ in groups} else (groups[0][0] if groups else "")
    query = text(request.values, "q", "要找的", limit=60)
    leaf = _found(shown, query)
    return render_template(
        "admin/passbooks/index.html",
        groups=groups,
        group=shown,
        q=query,
        leaf=leaf,
        sides=passbooks.beside(store, leaf.rows),
        setting=pack.setting("redemption_proof"),
        asked=choices.many(pack, "redemption_proof"),
        values=values,
        error=error,
    )


def _found(group: str, query: str) -> paging.Leaf[Household]:
    """A group's open households, or whoever is looked for in any group."""
    store, place = db.store(), {"limit": paging.ROWS + 1, "offset": paging.first()}
    if not query:
        return paging.begun(household_lists.in_group(store, group, **place), "passbooks.index")
    found = [one for one in households.search(store, query, limit=paging.MATCHES) if not one.closed]
    return paging.leaf(found, "passbooks.index")
