"""Calls for help: they ring on every page of the desk until somebody says 我去."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import session
from village.services import help_calls
from village.web import access, db

page = Blueprint("help_calls", __name__)


@page.get("/help")
@access.only(session.reader)
def index() -> str:
    """All that rings now, and who went where today."""
    store = db.store()
    return render_template(
        "admin/help_calls/index.html", calls=help_calls.waiting(store), answered=help_calls.answered_today(store)
    )


@page.get("/ring")
@access.only(session.watcher)
def ring() -> str:
    """What every page asks every three seconds."""
    return _ring()


@page.post("/help/<int:call_id>/answer")
@access.only(session.power("desk"))
def answer(call_id: int) -> ResponseReturnValue:
    """I am going there; it stops ringing everywhere."""
    help_calls.answer(db.store(), call_id, by=session.somebody().name)
    return _ring() if request.headers.get("HX-Request") else redirect(url_for("help_calls.index"), 303)


def _ring() -> str:
    return render_template("admin/help_calls/_ring.html", calls=help_calls.waiting(db.store()))
