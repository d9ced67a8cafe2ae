"""The rule book: the items in force, each with its sentence and its clause (YK-04)."""

from __future__ import annotations

from flask import Blueprint, render_template

from admin import session
from rules import told
from rules.items import KINDS
from village import clock
from village.services import registrations, rulebook
from village.web import access, db

page = Blueprint("rulebook", __name__)


@page.get("/rulebook")
@access.only(session.reader)
def show() -> str:
    """All items that count today, in the document's order."""
    today = clock.today()
    pack = rulebook.rules_on(db.store(), today)
    rows = db.store().kept(("rule book", pack.digest, today), lambda: told.rule_book(pack, today))
    since = rulebook.in_force(db.store(), today).since
    return render_template(
        "admin/rulebook/show.html",
        pack=pack,
        rows=rows,
        kinds={kind: [row for row in rows if row.item.kind == kind] for kind in KINDS},
        since=since,
        told=told,
        reviews=registrations.legal_reviews(db.store(), pack),
    )
