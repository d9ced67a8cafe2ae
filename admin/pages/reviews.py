"""Several declarations at once (一起审): ticked in the queue, seen beforehand, then written (DZ-09, DZ-11)."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

import rules
from admin import notes, paging, session
from admin.forms.fields import FormError, day
from village import clock
from village.model.declaration import Declaration
from village.services import choices, declarations, reviews, rulebook, scores
from village.services.reviews import Review, Terms
from village.web import access, db

page = Blueprint("reviews", __name__, url_prefix="/declarations/together")

MOST = 100
"""So many are looked over at once: more do not fit a look."""


@page.post("")
@access.only(session.power("review"))
def look() -> ResponseReturnValue:
    """What each ticked one will get, with its caps and warnings, or why its household has to be looked at alone."""
    return _look()


@page.post("/approve")
@access.only(session.power("review"))
def approve() -> ResponseReturnValue:
    """Write what was shown; where it would be otherwise by now, nothing is written and it is shown again."""
    at = paging.kept()
    try:
        terms = _terms()
        promised = {int(one): int(points) for one, _, points in (each.partition(":") for each in _sent("promised"))}
    except FormError as error:
        return _look(error)
    except ValueError:
        return _look(changed=True)
    done = reviews.approve(db.store(), list(promised), terms, promised=promised)
    if done is None:
        return _look(changed=True)
    for review in done:
        for one in review.done:
            notes.tell(one.warnings)
    flash("declarations_approved", "done")
    return redirect(paging.back("declarations.index", at, declarations.count_waiting(db.store())), 303)


def _look(error: FormError | None = None, *, changed: bool = False) -> ResponseReturnValue:
    try:
        terms = _terms()
    except FormError as why:
        error, terms = why, Terms(session.somebody().name, session.belonging(), clock.today())
    store = db.store()
    found = reviews.foresee(store, _ids(), terms)
    shown = render_template(
        "admin/declarations/together.html",
        found=found,
        promised=[_promise(each) for each in found if not each.hindrance],
        visit=any(
            choices.flag(rulebook.rules_on(store, one.occurred), "home_visit") for each in found for one in each.asked
        ),
        values=request.form,
        at=paging.kept(),
        error=error,
        changed=changed,
        called=_called,
        warned=_warned,
    )
    return shown, 422 if error or changed else 200


def _promise(review: Review) -> list[tuple[int, int]]:
    return [(one.declaration.id, one.entry.points.hundredths) for one in review.done if one.entry]


def _called(made: Declaration) -> str:
    item = scores.rules_for(db.store(), made.occurred).find(made.item)
    return item.named(made.option or None) if item else made.item


def _warned(review: Review) -> list[str]:
    return [rules.say(why) for one in review.done for why in one.warnings]


def _terms() -> Terms:
    visited: date | None = day(request.form, "visited") if request.form.get("visited") else None
    return Terms(session.somebody().name, session.belonging(), visited)


def _ids() -> list[int]:
    return [int(one) for one in _sent("declaration") if one.isdecimal() and len(one) < 18][:MOST]


def _sent(name: str) -> list[str]:
    return request.form.getlist(name)[:MOST]
