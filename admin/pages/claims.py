"""Applying for money at the street (拨付申请): a quarter's package, the year's prize, what became of them (JX-31)."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import inspected, session
from admin.attachment import attached
from admin.forms.fields import Form, FormError, choice, day, placed, text
from admin.pages.contests import known
from admin.pages.publications import said
from admin.pages.quarters import asked
from admin.prints import claims as prints
from village import clock
from village.errors import VillageError
from village.model.claim import Claim
from village.model.period import Period, month_of
from village.services import claim_figures, claims, findings, papers, periods, rulebook
from village.web import access, db

page = Blueprint("claims", __name__, url_prefix="/claims")

_FIELDS = {
    **dict.fromkeys(("plan_missing", "paper_unknown"), "paper"),
    "heading_unknown": "purpose",
    "approval_missing": "ground",
}
_ZIP = "application/zip"


@page.get("")
@access.only(session.reader)
def index() -> str:
    """Every application, and where the next one begins."""
    store, today = db.store(), clock.today()
    quarter = periods.quarter_of(month_of(today))
    pack = rulebook.rules_on(store, today)
    found = claims.all_of(store)
    return render_template(
        "admin/claims/index.html",
        asked=claims.asked(pack),
        contest=pack.paper.contest,
        claims=found,
        held={one.id: findings.unsettled(store, one.period) for one in found},
        quarters=[quarter, periods.quarter_of(month_of(Period.parse(quarter).first - timedelta(days=1)))],
        year=today.year,
        titled=titled,
        say=said,
    )


@page.get("/<quarter>")
@access.only(session.reader)
def show(quarter: str) -> str:
    """What a quarter's application would say, and where two books differ."""
    return _shown(asked(quarter), {})


@page.post("/<quarter>")
@access.only(session.power("office"))
def claim(quarter: str) -> ResponseReturnValue:
    """Apply for a quarter's redemptions."""
    period, store = asked(quarter), db.store()
    try:
        kept = {str(one.id): one.id for one in papers.all_of(store)}
        chosen = choice(request.form, "paper", "活动方案", ("", *kept))
        actor = session.somebody().name
        claims.claim_quarter(store, period, paper_id=kept.get(chosen), freeze=prints.frozen, actor=actor)
    except FormError as error:
        return _shown(period, request.form, error), 422
    except VillageError as error:
        return _shown(period, request.form, placed(error, _FIELDS)), 422
    flash("claim_filed", "done")
    return redirect(url_for("claims.index"), 303)


@page.get("/prizes/<int:year>")
@access.only(session.reader)
def ask_prize(year: int) -> str:
    """The form of a year's prize."""
    return _prize(known(year), {})


@page.post("/prizes/<int:year>")
@access.only(session.power("office"))
def claim_prize(year: int) -> ResponseReturnValue:
    """Apply for the prize of a year's contest."""
    try:
        claims.claim_prize(
            db.store(),
            known(year),
            purpose=text(request.form, "purpose", "用在哪里", limit=40),
            ground=text(request.form, "ground", "评比结果的文件", limit=60),
            freeze=prints.frozen,
            actor=session.somebody().name,
        )
    except FormError as error:
        return _prize(year, request.form, error), 422
    except VillageError as error:
        return _prize(year, request.form, placed(error, _FIELDS)), 422
    flash("claim_filed", "done")
    return redirect(url_for("claims.index"), 303)


@page.post("/<int:claim_id>/paid")
@access.only(session.power("office"))
def pay(claim_id: int) -> ResponseReturnValue:
    """The money came."""
    store = db.store()
    heading = f"拨付：{titled(claims.get(store, claim_id))}"
    claims.pay(store, claim_id, on=day(request.form, "day"), heading=heading, actor=session.somebody().name)
    flash("claim_paid", "done")
    return redirect(url_for("claims.index"), 303)


@page.post("/<int:claim_id>/returned")
@access.only(session.power("office"))
def give_back(claim_id: int) -> ResponseReturnValue:
    """The street gave it back."""
    reason = text(request.form, "reason", "为什么退回", limit=100)
    claims.give_back(db.store(), claim_id, reason=reason, actor=session.somebody().name)
    flash("claim_returned", "done")
    return redirect(url_for("claims.index"), 303)


@page.get("/<int:claim_id>/package")
@access.only(session.reader)
def package(claim_id: int) -> Response:
    """All that goes to the street in one file: the papers as PDF, their tables, the plan as it was handed in."""
    store = db.store()
    made = claims.get(store, claim_id)
    name = f"{titled(made)}拨付申请"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(f"{name}.pdf", prints.as_pdf(made))
        parts.writestr(f"{name}.xlsx", claims.kept(store, claim_id, "table")[0])
        if made.paper_id is not None:
            file, plan = papers.content(store, made.paper_id)
            parts.writestr(f"活动方案 {file}", plan)
    return attached(Response(content.getvalue(), mimetype=_ZIP), f"{name}.zip")


def titled(made: Claim) -> str:
    """What an application is for, in words."""
    return f"{said(made.period)}积分兑换" if "-" in made.period else f"{made.period}年拉练评比奖励"


def _shown(quarter: Period, values: Form, error: FormError | None = None) -> str:
    store = db.store()
    pack = rulebook.rules_on(store, clock.today())
    figures = claim_figures.of_quarter(store, quarter) if claims.asked(pack) else None
    return render_template(
        "admin/claims/show.html",
        quarter=quarter,
        title=said(quarter.name),
        figures=figures,
        told={one.subject: inspected.told(store, one.subject) for one in figures.differences} if figures else {},
        papers=papers.all_of(store),
        held=findings.unsettled(store, quarter.name),
        say=said,
        values=values,
        error=error,
    )


def _prize(year: int, values: Form, error: FormError | None = None) -> str:
    store = db.store()
    pack = rulebook.rules_on(store, clock.today())
    return render_template(
        "admin/claims/prize.html",
        year=year,
        asked=claims.asked(pack) and pack.paper.contest,
        contest=pack.paper.contest,
        won=claims.prize(store, year),
        purposes=pack.paper.listed("award_purposes"),
        values=values,
        error=error,
    )
