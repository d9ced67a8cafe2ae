"""Rounds of groups that look at each other (组组互评, MH-08): who goes where, and how far it is."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import session
from admin.forms.fields import Form, FormError, day, placed
from village import clock
from village.errors import VillageError
from village.services import households, peer_rounds, rulebook
from village.web import access, db

page = Blueprint("peer_rounds", __name__, url_prefix="/peer-rounds")

_FIELDS = {"days_wrong": "last", "own_group": "visitors", "round_empty": "visitors", "group_unknown": "visitors"}
_WEEK = timedelta(days=6)


@page.get("")
@access.only(session.reader)
def index() -> str:
    """Today's round, those before it, and the form of another."""
    today = clock.today()
    return _shown({"first": today.isoformat(), "last": (today + _WEEK).isoformat()})


@page.post("")
@access.only(session.power("score"))
def plan() -> ResponseReturnValue:
    """Write a round down."""
    visits = dict(zip(request.form.getlist("visited"), request.form.getlist("visitors"), strict=False))
    try:
        peer_rounds.plan(
            db.store(),
            first=day(request.form, "first", future=True),
            last=day(request.form, "last", future=True),
            visits=visits,
            actor=session.somebody().name,
        )
    except FormError as error:
        return _shown(request.form, visits, error), 422
    except VillageError as error:
        return _shown(request.form, visits, placed(error, _FIELDS)), 422
    flash("round_planned", "done")
    return redirect(url_for("peer_rounds.index"), 303)


def _shown(values: Form, visits: dict[str, str] | None = None, error: FormError | None = None) -> str:
    store, today = db.store(), clock.today()
    groups = [name for name, _ in households.groups(store)]
    every = peer_rounds.all_of(store)
    now = peer_rounds.on(store, today) or (every[0] if every else None)
    return render_template(
        "admin/peer_rounds/index.html",
        asked=peer_rounds.asked(rulebook.rules_on(store, today)),
        groups=groups,
        now=now,
        stretches=peer_rounds.progress(store, now) if now else [],
        before=[one for one in every if now is None or one.id != now.id],
        visits=peer_rounds.in_turn(groups) if visits is None else visits,
        values=values,
        error=error,
    )
