"""Home: what waits for somebody, what was recorded today, and a box to find a household."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, render_template

from admin import daybook, machines, session
from admin.pages.publications import said
from village import clock
from village.errors import VillageError
from village.model.household import Household
from village.services import (
    calendar,
    choices,
    declarations,
    findings,
    guesses,
    help_calls,
    households,
    kiosks,
    objections,
    receipts,
    redemptions,
    rulebook,
    score_sheets,
    years,
)
from village.services.guesses import Guessing
from village.services.readiness import State
from village.web import access, db

page = Blueprint("home", __name__)

_MOST = 8  # doors: whoever tries many log-ins does not push the day's work off the page


@page.get("/")
@access.only(session.reader)
def show() -> str:
    """The desk's first page."""
    store = db.store()
    return render_template(
        "admin/home/home.html",
        calls=help_calls.waiting(store),
        silent=kiosks.silent(store),
        guessed=[(one, _household(one)) for one in guesses.told(store)[:_MOST]],
        findings=[found for found in machines.findings() if found.state is not State.WELL],
        stuck=[job for job in receipts.recent(store, limit=20) if job.trouble],
        lines=daybook.today(store),
        groups=households.groups(store),
        publication_day=_publication_day(),
        waiting=_waiting(),
        tasks=calendar.tasks(store),
        say=said,
        titles=_titles(),
    )


def _waiting() -> dict[str, int]:
    """How many things of each kind wait for somebody, and the year that should be closed (or 0)."""
    store, last = db.store(), clock.today().year - 1
    return {
        "declarations": declarations.count_waiting(store),
        "objections": objections.count_open(store),
        "sheets": len(score_sheets.waiting(store)),
        "orders": redemptions.count_open(store),
        "inspected": len(findings.unsettled(store)),
        "year": last if years.is_due(store, last) else 0,
    }


def _household(guessed: Guessing) -> Household | None:
    """Whose PIN was tried; None at the other doors."""
    return households.get(db.store(), int(guessed.whose)) if guessed.door == "pin" else None


def _titles() -> dict[str, str]:
    """Form code → the title on it, for papers that are due."""
    try:
        forms = rulebook.rules_on(db.store(), clock.today()).paper.forms
    except VillageError:
        return {}
    return {form.code: form.title for form in forms}


def _publication_day() -> date | None:
    """This month's fixed day of publicity and redemption (YK-16), None where the document ties no such knot or the
    village has not chosen the day."""
    today = clock.today()
    try:
        pack = rulebook.rules_on(db.store(), today)
        if "publication_day" not in choices.many(pack, "redemption_days"):
            return None
        chosen = pack.setting("publication_day").value
    except VillageError:
        return None
    return today.replace(day=chosen) if isinstance(chosen, int) and chosen <= 28 else None
