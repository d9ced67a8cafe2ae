"""The household roll: find, register, look, change."""

from __future__ import annotations

from dataclasses import asdict, replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import counter, kinds, machines, objected, session, tokens
from admin.forms import household as forms
from admin.forms import registration as registers
from admin.forms.fields import Form, FormError, placed, text, whole
from village import clock
from village.errors import VillageError
from village.model.household import Household
from village.services import (
    base,
    figures,
    group_names,
    households,
    ledger,
    objections,
    participation,
    receipts,
    registrations,
    rulebook,
    statements,
    tallies,
)
from village.services.statements import Access
from village.web import access, db

page = Blueprint("households", __name__)

PAGE = 50
LINES = 40


@page.get("/households")
@access.only(session.reader)
def index() -> ResponseReturnValue:
    """The roll. A scanned card opens its household at once."""
    found = request.args.get("q", "").strip()
    if found.upper().startswith("XY"):
        household = households.by_card(db.store(), found)
        return redirect(url_for("households.show", household_id=household.id))
    return render_template("admin/households/index.html", groups=group_names.known(db.store()), **_found())


@page.get("/households/rows")
@access.only(session.reader)
def rows() -> str:
    """The rows alone, while somebody types. `to` says what a row leads to: the household, or a new line for it."""
    return render_template("admin/households/_rows.html", **_found())


@page.get("/households/new")
@access.only(session.reader)
def new() -> str:
    """The empty form."""
    return _new({"residence": "local", "months_home": "12", "opted_in": ""})


@page.post("/households/new")
@access.only(session.power("roll"))
def add() -> ResponseReturnValue:
    """Register a household."""
    try:
        facts, (number, enrolled) = forms.read(request.form), forms.read_new(request.form)
        household = households.enrol(
            db.store(),
            number=number,
            enrolled=enrolled,
            actor=session.somebody().name,
            **asdict(replace(facts, opted_in=_wish(facts))),
        )
    except FormError as error:
        return _new(request.form, error), 422
    except VillageError as error:
        return _new(request.form, placed(error, forms.FIELDS)), 422
    flash("household_added", "done")
    flash("household:new", "draft")
    return redirect(url_for("households.show", household_id=household.id), 303)


def _wish(facts: forms.HouseholdFacts) -> bool | None:
    """A newcomer's wish; where the rules count everybody in, people from elsewhere need not be asked (YK-05)."""
    pack = rulebook.rules_on(db.store(), clock.today())
    return participation.wish(pack, facts.residence, facts.opted_in)


@page.get("/households/<int:household_id>")
@access.only(session.reader)
def show(household_id: int) -> str:
    """Facts, balance and every line with its reason; `page` goes back in time."""
    store = db.store()
    at = whole(request.args, "page", least=1, most=9999, default=1)
    lines = statements.statement(store, household_id, access=Access.DESK, limit=LINES * at + 1)
    balance = ledger.balance(store, household_id)
    pack = rulebook.rules_on(store, clock.today())
    own = tallies.kinds_of(store, household_id, clock.today().year)
    after, stood = balance, []
    for line in lines:
        stood.append((line, after))
        after = after - line.points
    return render_template(
        "admin/households/show.html",
        household=households.get(store, household_id),
        members=households.members(store, household_id),
        balance=balance,
        figures=figures.of(store, household_id),
        window=counter.window(store),
        kinds=own,
        kinds_named=kinds.named(pack, [own]),
        base_never=base.is_never(pack),
        base_ranked=base.is_ranked(pack),
        lines=stood[LINES * (at - 1) : LINES * at],
        page=at,
        more=len(lines) > LINES * at,
        card=households.card_of(store, household_id),
        token=tokens.new(),
        hindrances=objections.hindrances(store, household_id),
        objected=objected.of_household(store, household_id),
        registered=registrations.of_household(store, household_id),
        register_names=registers.WORDS,
    )


@page.get("/households/<int:household_id>/edit")
@access.only(session.reader)
def edit(household_id: int) -> str:
    """The form with what is known; the phone stays hidden (office.md D.4)."""
    known = households.get(db.store(), household_id)
    opted = {None: "", True: "yes", False: "no"}[known.opted_in]
    values = {**{name: str(value) for name, value in asdict(known).items()}, "phone": "", "opted_in": opted}
    return _edit(known, values)


@page.post("/households/<int:household_id>/edit")
@access.only(session.power("roll"))
def save(household_id: int) -> ResponseReturnValue:
    """Write the facts anew. An empty phone keeps the known one, unless it is to be taken out."""
    known = households.get(db.store(), household_id)
    try:
        facts = forms.read(request.form)
        keep = not facts.phone and "phone_remove" not in request.form
        changed = replace(known, **{**asdict(facts), **({"phone": known.phone} if keep else {})})
        households.amend(db.store(), changed, actor=session.somebody().name)
    except FormError as error:
        return _edit(known, request.form, error), 422
    except VillageError as error:
        return _edit(known, request.form, placed(error, forms.FIELDS)), 422
    flash("household_saved", "done")
    flash(f"household:{household_id}", "draft")
    return redirect(url_for("households.show", household_id=household_id), 303)


@page.post("/households/<int:household_id>/members")
@access.only(session.power("roll"))
def add_member(household_id: int) -> ResponseReturnValue:
    """One more person of the household."""
    try:
        name = text(request.form, "name", "姓名")
        relation = text(request.form, "relation", "关系", limit=20)
        households.add_member(db.store(), household_id, name=name, relation=relation, actor=session.somebody().name)
    except VillageError as error:
        known = households.get(db.store(), household_id)
        return render_template("admin/households/member.html", household=known, values=request.form, error=error), 422
    flash("member_added", "done")
    return redirect(url_for("households.show", household_id=household_id), 303)


@page.post("/households/<int:household_id>/receipt")
@access.only(session.power("desk"))
def receipt(household_id: int) -> ResponseReturnValue:
    """A receipt of all lines since the last one."""
    job = receipts.issue(db.store(), household_id, actor=session.somebody().name, token=tokens.given(request.form))
    machines.print_soon()
    flash("receipt_queued", "done")
    return redirect(url_for("receipts.show", job_id=job.id), 303)


def _found() -> dict[str, object]:
    store, args = db.store(), request.args
    query = text(args, "q", "要找的", limit=60)
    group = args.get("group", "")
    at = whole(args, "page", least=1, most=9999, default=1)
    wanted = query or group
    found = households.search(store, wanted, limit=PAGE + 1, offset=PAGE * (at - 1))
    to = "line" if args.get("to") == "line" else "household"
    return {"found": found[:PAGE], "more": len(found) > PAGE, "page": at, "q": query, "group": group, "to": to}


def _new(values: Form, error: FormError | None = None) -> str:
    groups = group_names.known(db.store())
    return render_template("admin/households/new.html", values=values, error=error, groups=groups)


def _edit(known: Household, values: Form, error: FormError | None = None) -> str:
    groups = group_names.known(db.store())
    return render_template("admin/households/edit.html", household=known, values=values, error=error, groups=groups)
