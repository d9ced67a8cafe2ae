"""What inspectors found (抽查问题): written down, mended, accepted; until then the quarter's money waits (JX-33)."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import inspected, paging, session
from admin.forms.fields import Form, FormError, choice, day, placed, text
from admin.pages.publications import said
from admin.pages.quarters import asked
from village import clock
from village.errors import VillageError
from village.model.period import Period, month_of
from village.model.staff import Role
from village.services import findings, periods, rulebook
from village.web import access, db

page = Blueprint("findings", __name__, url_prefix="/findings")

_FIELDS = {"finding_empty": "found", "title_unlisted": "part", "name_empty": "inspector", "date_future": "day"}
_VERDICTS = ("yes", "no")


@page.get("")
@access.only(session.reader)
def index() -> str:
    """Every finding, and the form of a new one; `subject` and `quarter` come along from a drawn line."""
    known = {name: request.args.get(name, "") for name in ("subject", "quarter", "part")}
    known["quarter"] = known["quarter"] or periods.quarter_of(month_of(clock.today()))
    person = session.somebody()
    who = person.name if person.role is Role.INSPECTOR else ""
    return _shown({"day": clock.today().isoformat(), "inspector": who, **known})


@page.post("")
@access.only(session.power("inspect"))
def find() -> ResponseReturnValue:
    """One more finding."""
    try:
        pack = rulebook.rules_on(db.store(), clock.today())
        findings.find(
            db.store(),
            quarter=asked(text(request.form, "quarter", "哪一季", limit=10, required=True)),
            part=choice(request.form, "part", "哪一方面", findings.parts(pack)),
            agrees=choice(request.form, "agrees", "查得怎样", _VERDICTS) == "yes",
            found=text(request.form, "found", "哪里对不上", limit=200),
            inspector=text(request.form, "inspector", "谁查的", limit=40),
            on=day(request.form, "day"),
            subject=text(request.form, "subject", "哪一条", limit=40),
            actor=session.somebody().name,
        )
    except FormError as error:
        return _shown(request.form, error), 422
    except VillageError as error:
        return _shown(request.form, placed(error, _FIELDS)), 422
    flash("finding_made", "done")
    flash("finding", "draft")
    return redirect(url_for("findings.index"), 303)


@page.post("/<int:finding_id>/mend")
@access.only(session.power("office"))
def mend(finding_id: int) -> ResponseReturnValue:
    """The village mended it."""
    how = text(request.form, "how", "怎么改的", limit=200)
    findings.mend(db.store(), finding_id, how=how, actor=session.somebody().name)
    flash("finding_mended", "done")
    return redirect(url_for("findings.index"), 303)


@page.post("/<int:finding_id>/approve")
@access.only(session.power("rules"))
def approve(finding_id: int) -> ResponseReturnValue:
    """Those above accepted it, by this paper."""
    approval = text(request.form, "approval", "审核的文号", limit=60)
    findings.approve(db.store(), finding_id, approval=approval, actor=session.somebody().name)
    flash("finding_approved", "done")
    return redirect(url_for("findings.index"), 303)


def _shown(values: Form, error: FormError | None = None) -> str:
    store = db.store()
    pack = rulebook.rules_on(store, clock.today())
    leaf = paging.begun(findings.all_of(store, limit=paging.ROWS + 1, skip=paging.first()))
    subject = values.get("subject", "")
    return render_template(
        "admin/findings/index.html",
        leaf=leaf,
        parts=findings.parts(pack),
        clause=findings.clause(pack),
        about=inspected.told(store, subject) if subject else None,
        told={one.subject: inspected.told(store, one.subject) for one in leaf.rows if one.subject},
        quarters=[(one, said(one)) for one in _quarters(values.get("quarter", ""))],
        say=said,
        values=values,
        error=error,
    )


def _quarters(wanted: str) -> list[str]:
    """This quarter and the four before it, and the one that is wanted."""
    found = [periods.quarter_of(month_of(clock.today()))]
    for _ in range(4):
        found.append(periods.quarter_of(month_of(Period.parse(found[-1]).first - timedelta(days=1))))
    return found if not wanted or wanted in found else [*found, asked(wanted).name]
