"""The rule book: the items in force, each with its sentence and its clause (YK-04)."""

from __future__ import annotations

from flask import Blueprint, render_template

import rules
from admin import session
from village import clock
from village.services import rulebook
from village.web import access, db

page = Blueprint("rulebook", __name__)


@page.get("/rulebook")
@access.only(session.reader)
def show() -> str:
    """All items that count today, in the document's order."""
    today = clock.today()
    pack = rulebook.rules_on(db.store(), today)
    items = [item for item in pack.items if item.version_on(today)]
    rows = [(item, rules.explain(item, today), pack.place(item.clause)) for item in items]
    since = rulebook.in_force(db.store(), today).since
    return render_template("admin/rulebook/show.html", pack=pack, rows=rows, since=since)
