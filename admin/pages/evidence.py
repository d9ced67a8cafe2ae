"""The evidence kept (凭据目录): every paper and photo of a month, with the line that it stands behind (YK-21)."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from admin import paging, session
from admin.pages.publications import said
from village import clock
from village.model.period import Period, month_of
from village.services import evidence, rulebook
from village.web import access, db

page = Blueprint("evidence", __name__, url_prefix="/evidence")


@page.get("")
@access.only(session.reader)
def index() -> str:
    """What was kept in a `month`, newest first."""
    store = db.store()
    name = request.args.get("month") or month_of(clock.today())
    try:
        month = Period.parse(name)
    except ValueError:
        abort(404)
    kept = evidence.of_month(store, month)
    photos = {one.evidence.file for one in kept if one.evidence.file}
    return render_template(
        "admin/evidence/index.html",
        month=month.name,
        title=said(month.name),
        leaf=paging.leaf(kept),
        count=len(kept),
        lost={name for name in photos if not (db.settings().evidence / name).exists()},
        kinds=dict(rulebook.rules_on(store, clock.today()).evidence_kinds),
    )
