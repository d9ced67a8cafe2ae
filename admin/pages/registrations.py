"""The office's registers (登记簿): duties, titles, nominations, occasions, caretakers, areas."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import paging, session
from admin.forms import registration as forms
from admin.forms.fields import Form, FormError, placed, text
from rules import Pack
from village import clock
from village.errors import VillageError
from village.model.household import Household
from village.model.registration import Register
from village.services import household_lists, households, registrations, rulebook
from village.web import access, db

page = Blueprint("registrations", __name__, url_prefix="/registers")


@page.get("")
@access.only(session.reader)
def index() -> str:
    """Every register with how much stands in it."""
    standing = registrations.standing(db.store())
    pack = _pack()
    told = [(one, forms.WORDS[one], registrations.clause(pack, one), standing.get(one, 0)) for one in Register]
    vacant = registrations.vacant(db.store(), pack)
    return render_template("admin/registrations/index.html", registers=told, vacant=vacant)


@page.get("/<register>")
@access.only(session.reader)
def show(register: str) -> str:
    """One register: what stands, the form for a new row, what ended."""
    return _shown(_register(register), {"day": clock.today().isoformat()})


@page.post("/<register>")
@access.only(session.power("office"))
def write(register: str) -> ResponseReturnValue:
    """One more row."""
    store, kept = db.store(), _register(register)
    try:
        household = _household(request.form)
        groups = tuple(name for name, _ in households.groups(store))
        wanted = forms.read(request.form, kept, groups, household.id if household else None)
        registrations.write(store, wanted, actor=session.somebody().name)
    except FormError as error:
        return _shown(kept, request.form, error), 422
    except VillageError as error:
        return _shown(kept, request.form, placed(error, forms.FIELDS)), 422
    flash("registered", "done")
    flash(f"register:{kept}", "draft")
    return redirect(url_for("registrations.show", register=kept.value), 303)


@page.post("/<register>/<int:registration_id>/end")
@access.only(session.power("office"))
def end(register: str, registration_id: int) -> ResponseReturnValue:
    """A row that holds no longer."""
    kept = _register(register)
    reason = text(request.form, "reason", "原因", limit=100)
    registrations.end(db.store(), registration_id, reason=reason, actor=session.somebody().name)
    flash("registration_over", "done")
    return redirect(url_for("registrations.show", register=kept.value), 303)


def _register(name: str) -> Register:
    if name not in tuple(Register):
        raise VillageError("registration_unknown")
    return Register(name)


def _pack() -> Pack:
    return rulebook.rules_on(db.store(), clock.today())


def _household(form: Form) -> Household | None:
    """The one whose 户号 was typed; None for an empty field. Raises FormError `unknown_household`."""
    number = form.get("household_id", "").strip()
    found = next((one for one in households.search(db.store(), number) if one.number == number), None)
    if number and found is None:
        raise FormError("household_id", "unknown_household")
    return found if number else None


def _shown(register: Register, values: Form, error: FormError | None = None) -> str:
    store, pack = db.store(), _pack()
    rows = registrations.standing_first(store, register, limit=paging.ROWS + 1, skip=paging.first())
    leaf = paging.begun(rows)
    heads = household_lists.some(store, (one.household_id for one in leaf.rows if one.household_id))
    return render_template(
        "admin/registrations/show.html",
        register=register,
        words=forms.WORDS[register],
        form=registrations.FORMS[register],
        titles=registrations.titles(pack, register),
        places=pack.paper.listed("redemption_places") if register is Register.EXCHANGE else (),
        clause=registrations.clause(pack, register),
        vacant=registrations.vacant(store, pack) if register is Register.DUTY else (),
        groups=[name for name, _ in households.groups(store)],
        leaf=leaf,
        standing=[one for one in leaf.rows if one.ended_on is None],
        ended=[one for one in leaf.rows if one.ended_on],
        heads=heads,
        values=values,
        error=error,
    )
