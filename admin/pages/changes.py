"""Household changes: moving away (迁走), splitting (分户), merging (并户)."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import roll, session
from admin.forms.fields import Form, FormError, placed, text
from village import clock
from village.errors import VillageError
from village.services import changes, choices, figures, households, rulebook
from village.web import access, db

page = Blueprint("changes", __name__, url_prefix="/households/<int:household_id>")

_SPLIT = {
    **dict.fromkeys(("name_empty", "name_wrong", "name_too_long"), "head"),
    "group_missing": "group",
    "reason_missing": "reason",
}
_MERGE = {**dict.fromkeys(("same_household", "account_closed"), "former"), "reason_missing": "reason"}


@page.get("/leave")
@access.only(session.reader)
def ask_leave(household_id: int) -> str:
    """What ends, said before it does."""
    return _form("leave", household_id, {})


@page.post("/leave")
@access.only(session.power("close"))
def leave(household_id: int) -> ResponseReturnValue:
    """The account ends; its lines stay."""
    try:
        changes.leave(db.store(), household_id, actor=session.somebody().name)
    except VillageError as error:
        return _form("leave", household_id, request.form, placed(error, {})), 422
    flash("household_left", "done")
    return redirect(url_for("households.show", household_id=household_id), 303)


@page.get("/split")
@access.only(session.reader)
def ask_split(household_id: int) -> str:
    """Who founds a household of their own."""
    known = households.get(db.store(), household_id)
    return _form("split", household_id, {"group": known.group, "reason": "分户"})


@page.post("/split")
@access.only(session.power("roll"))
def split(household_id: int) -> ResponseReturnValue:
    """A new household of some members."""
    try:
        made = changes.split(
            db.store(),
            household_id,
            head=text(request.form, "head", "新户主", limit=60),
            group=text(request.form, "group", "组", limit=20, required=True),
            members=request.form.getlist("members"),
            reason=text(request.form, "reason", "原因", required=True),
            actor=session.somebody().name,
        )
    except FormError as error:
        return _form("split", household_id, request.form, error), 422
    except VillageError as error:
        return _form("split", household_id, request.form, placed(error, _SPLIT)), 422
    flash("household_split", "done")
    flash(f"split:{household_id}", "draft")
    return redirect(url_for("households.show", household_id=made.id), 303)


@page.get("/merge")
@access.only(session.reader)
def ask_merge(household_id: int) -> str:
    """Which account comes to this one."""
    return _form("merge", household_id, {"reason": "并户"})


@page.post("/merge")
@access.only(session.power("close"))
def merge(household_id: int) -> ResponseReturnValue:
    """All lines of the other account come here; the other ends."""
    try:
        former = roll.household(db.store(), request.form, "former")
        reason = text(request.form, "reason", "原因", required=True)
        changes.merge(db.store(), household_id, former_id=former.id, reason=reason, actor=session.somebody().name)
    except FormError as error:
        return _form("merge", household_id, request.form, error), 422
    except VillageError as error:
        return _form("merge", household_id, request.form, placed(error, _MERGE)), 422
    flash("household_merged", "done")
    flash(f"merge:{household_id}", "draft")
    return redirect(url_for("households.show", household_id=household_id), 303)


def _form(name: str, household_id: int, values: Form, error: FormError | None = None) -> str:
    store = db.store()
    pack = rulebook.rules_on(store, clock.today())
    return render_template(
        f"admin/changes/{name}.html",
        household=households.get(store, household_id),
        figures=figures.of(store, household_id),
        members=households.members(store, household_id),
        chosen=request.form.getlist("members"),
        follows=choices.word(pack, "split_points") == "follow_member",
        values=values,
        error=error,
    )
