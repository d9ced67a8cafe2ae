"""What a household is told on paper after a deduction: the notice to mend it (整改告知书, YK-19)."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from admin import clauses, session
from admin.prints.frame import paper
from rules import Pack
from village import clock
from village.model.entry import Kind
from village.services import choices, households, ledger, mendings, rulebook, statements
from village.services.statements import Access
from village.web import access, db

page = Blueprint("mending_notices", __name__, url_prefix="/prints")

DAYS = 15  # usual time to mend something; the page asks


@page.get("/mendings/<int:seq>")
@access.only(session.reader)
def mending(seq: int) -> ResponseReturnValue:
    """What happened when, by which clause, until when to mend it (`by`), what help there is, and where to object."""
    store = db.store()
    entry = ledger.line(store, seq)
    home = households.get(store, entry.household_id)
    (line,) = statements.statement(store, home.id, access=Access.DESK, limit=1, before=seq + 1)
    pack = rulebook.rules_on(store, entry.occurred_on)
    return paper(
        "mending",
        f"{home.number} 整改告知书",
        home=home,
        line=line,
        asked=entry.kind is Kind.DEDUCTION and not entry.reverses,
        place=clauses.place(pack, entry.clause) if entry.clause else "",
        pack=pack,
        by=_by(),
        services=mendings.services(pack),
        mending=mendings.of_line(store, entry),
        objection_days=_objection_days(pack),
    )


def _objection_days(pack: Pack) -> int:
    return choices.hundredths(pack, "objection_days")


def _by() -> date:
    try:
        return date.fromisoformat(request.args.get("by", ""))
    except ValueError:
        return clock.today() + timedelta(days=DAYS)
