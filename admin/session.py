"""Who sits at the desk, for how long, and what they may do there.

The cookie holds the person's number and two times; the role is read from the store on every request, so that
a log-in that is switched off ends at once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import cast
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, make_response, redirect, render_template, request, session, url_for

from admin import column
from village import clock
from village.errors import VillageError
from village.language import dates
from village.language.capitals import in_capitals
from village.language.phrases import known as known_phrase
from village.language.phrases import phrase
from village.model.belonging import Belonging
from village.model.entry import Kind
from village.model.help_call import HelpCall
from village.model.points import Points
from village.model.staff import Role, Staff
from village.services import committee, rulebook, staff, villages
from village.store import Store
from village.web import db, errors

IDLE = timedelta(minutes=15)
WHOLE = timedelta(hours=12)
_OFTEN = 15
"""Seconds in which being busy is written down once: a cookie is signed anew each time."""

KIND_NAMES = {
    Kind.BASE: "基础积分",
    Kind.AWARD: "加分",
    Kind.DEDUCTION: "减分",
    Kind.REDEMPTION: "兑换",
    Kind.CARRY: "转入",
    Kind.CLOSING: "年终清零",
}

_WRITERS = frozenset(Role) - {Role.INSPECTOR}
POWERS = {
    "score": frozenset({Role.CLERK, Role.REVIEWER, Role.SECRETARY}),  # lines and their counter-entries
    "roll": frozenset({Role.CLERK, Role.SECRETARY}),  # households, cards, PINs
    "close": frozenset({Role.SECRETARY}),  # an account's end, which nobody takes back: moved away, merged
    "review": frozenset({Role.REVIEWER, Role.SECRETARY}),  # declarations, signatures, objections, vetoes
    "publish": frozenset({Role.CLERK, Role.SECRETARY}),
    "shop": frozenset({Role.CLERK, Role.SHOPKEEPER, Role.SECRETARY}),  # goods, stock, requests
    "office": frozenset({Role.CLERK, Role.SECRETARY}),  # money, budgets, papers for the town, evaluations
    "staff": frozenset({Role.SECRETARY}),
    "rehearse": frozenset({Role.CLERK, Role.REVIEWER, Role.SECRETARY}),  # trying rules out on a book nobody keeps
    "rules": frozenset({Role.SECRETARY}),  # changed items, the year's end
    "inspect": frozenset({Role.INSPECTOR, Role.CLERK, Role.SECRETARY}),  # drawing by lot, and what was found
    "desk": _WRITERS,  # receipts, help calls, checks
}

_PANEL = frozenset({"score", "review", "shop", "rules"})
"""Powers over the panel's own tasks: its items, scores, redemption and shop."""


def begin(person: Staff) -> None:
    """Log in. Whoever comes back after an idle end keeps the session's token: forms left open stay good."""
    if session.get("last") != person.id:
        session.clear()
    now = clock.now().timestamp()
    session.update(staff=person.id, last=person.id, since=now, seen=now)
    g.person = person


def end() -> None:
    """Log out, and forget everything."""
    session.clear()
    g.person = None


def person() -> Staff | None:
    """Who sits here, or None."""
    if "person" not in g:
        g.person = _present()
    found: Staff | None = g.person
    return found


def somebody() -> Staff:
    """Who sits here, on pages that ask for a log-in."""
    found = person()
    assert found is not None, "this route has no access mark that asks for a log-in"
    return found


def belonging() -> Belonging:
    """Where the person here lives: whose lines are not theirs to decide on."""
    return staff.belonging(db.store(), somebody())


def may(power: str) -> bool:
    """Whether the person here has this power of POWERS."""
    found = person()
    return found is not None and found.role in POWERS[power]


def watcher() -> None:
    """Check for what a page asks by itself: it needs a log-in and does not count as being busy."""
    if person() is None:
        abort(_to_login())


def reader() -> None:
    """Check for pages that everybody with a log-in may see."""
    watcher()
    now = clock.now().timestamp()
    if not 0 <= now - session["seen"] < _OFTEN:
        session["seen"] = now


def power(name: str) -> Callable[[], None]:
    """Check for acts. Raises `read_only` for inspectors, who write nothing but what they found (JX-33, MH-12), and
    `role_wrong` for others without the power."""

    def check() -> None:
        reader()
        if somebody().role is Role.INSPECTOR and not may(name):
            raise VillageError("read_only")
        if not may(name):
            raise VillageError("role_wrong")
        if name in _PANEL:
            _check_member()

    return check


def _check_member() -> None:
    """Raises `not_member` where the panel's tasks are its members' alone (GY-03)."""
    try:
        pack = rulebook.rules_on(db.store(), clock.today())
    except VillageError:
        return  # the page itself says what the rules lack
    committee.check_member(db.store(), pack, somebody().name)


def holder(name: str) -> Callable[[], None]:
    """Check for pages that show what only this power may see. Raises `role_wrong`."""

    def check() -> None:
        reader()
        if not may(name):
            raise VillageError("role_wrong")

    return check


def local(target: str) -> str:
    """`target` when it is a page of this desk, else the home page."""
    parts = urlsplit(target)
    safe = target.startswith("/") and not target.startswith("//") and "\\" not in target
    return target if safe and not parts.scheme and not parts.netloc else url_for("home.show")


def install(app: Flask) -> None:
    """What every template of the desk knows."""

    @app.context_processor
    def known() -> dict[str, object]:
        about: dict[str, object] = {"person": person(), "may": may, "today": clock.today(), "village": _village()}
        return {**about, "duties": column.asked(), "column": column.shown} if person() else about

    env = app.jinja_env
    env.globals.update(step=_step, hour=dates.show_time, sentence=errors.sentence, kind_names=KIND_NAMES)
    env.filters["capital"] = in_capitals
    env.filters["signed"] = lambda hundredths: Points(hundredths).signed
    env.filters["zip_pairs"] = lambda words: [(word, word) for word in words]


def _step(call: HelpCall) -> str:
    """Where the visitor stands, in words: kiosks call from a screen by its name."""
    key = f"step.{call.step}"
    return phrase(key).shown if known_phrase(key) else call.step


def _village() -> str:
    store = db.store()
    return store.kept("village in words", lambda: _named(store))


def _named(store: Store) -> str:
    try:
        village = villages.get(store)
    except VillageError:
        return ""
    return f"{village.town}{village.name}"


def _present() -> Staff | None:
    known = session.get("staff")
    if known is None:
        return None
    now = clock.now()
    seen, since = (datetime.fromtimestamp(float(session[key])).astimezone() for key in ("seen", "since"))
    zero = timedelta()
    found = staff.get(db.store(), known) if zero <= now - seen <= IDLE and zero <= now - since <= WHOLE else None
    if found is None:
        session.pop("staff")
    return found


def _to_login() -> Response:
    """A page goes to the log-in and back; a part of a page gets the log-in beside the form that is being filled in."""
    if request.headers.get("HX-Request"):
        response = make_response(render_template("admin/login/_again.html", error=None), 286)
        response.headers.update({"HX-Retarget": "#session", "HX-Reswap": "innerHTML"})
        return response
    back = request.full_path if request.method == "GET" else urlsplit(request.referrer or "").path
    return cast(Response, redirect(url_for("login.show", next=local(back.rstrip("?"))), 303))
