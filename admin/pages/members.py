"""The people of a household: another name, another relation, or no longer there. What was told of them stays."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import session
from admin.forms.fields import Form, FormError, placed, text
from village.errors import VillageError
from village.model.household import Member
from village.services import households, members
from village.web import access, db

page = Blueprint("members", __name__, url_prefix="/households/<int:household_id>/members/<int:member_id>")

_FIELDS = dict.fromkeys(("name_empty", "name_wrong", "name_too_long", "member_head"), "name")


@page.get("")
@access.only(session.reader)
def show(household_id: int, member_id: int) -> str:
    """The form, and the names from before."""
    known = _member(household_id, member_id)
    return _form(known, {"name": known.name, "relation": known.relation})


@page.post("")
@access.only(session.power("roll"))
def save(household_id: int, member_id: int) -> ResponseReturnValue:
    """Another name, or relation."""
    known = _member(household_id, member_id)
    try:
        name, relation = text(request.form, "name", "姓名"), text(request.form, "relation", "关系", limit=10)
        members.amend(db.store(), known.id, name=name, relation=relation, actor=session.somebody().name)
    except FormError as error:
        return _form(known, request.form, error), 422
    except VillageError as error:
        return _form(known, request.form, placed(error, _FIELDS)), 422
    flash("member_saved", "done")
    return redirect(url_for("households.show", household_id=household_id), 303)


@page.post("/remove")
@access.only(session.power("roll"))
def remove(household_id: int, member_id: int) -> ResponseReturnValue:
    """No longer of the household."""
    known = _member(household_id, member_id)
    try:
        members.remove(db.store(), known.id, actor=session.somebody().name)
    except VillageError as error:
        return _form(known, {"name": known.name, "relation": known.relation}, placed(error, {})), 422
    flash("member_removed", "done")
    return redirect(url_for("households.show", household_id=household_id), 303)


def _member(household_id: int, member_id: int) -> Member:
    for one in households.members(db.store(), household_id):
        if one.id == member_id:
            return one
    return abort(404)


def _form(known: Member, values: Form, error: FormError | None = None) -> str:
    household = households.get(db.store(), known.household_id)
    return render_template("admin/members/show.html", known=known, household=household, values=values, error=error)
