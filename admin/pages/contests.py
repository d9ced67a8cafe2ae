"""The street's contest between villages (拉练评比): the plan, the marks, the ranking, the winners (JX-21 to 24)."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import session
from admin.forms import contest as forms
from admin.forms.fields import Form, FormError, placed, text, whole
from village import clock
from village.errors import VillageError
from village.model.contest import ContestPlan
from village.services import contests, rulebook
from village.web import access, db

page = Blueprint("contests", __name__, url_prefix="/contests")


@page.get("")
@access.only(session.reader)
def index() -> str:
    """This year's."""
    return show(clock.today().year)


@page.get("/<int:year>")
@access.only(session.reader)
def show(year: int) -> str:
    """A year's rounds, where the villages stand, and who won."""
    return _shown(known(year), {})


@page.post("/<int:year>")
@access.only(session.power("rules"))
def settle(year: int) -> ResponseReturnValue:
    """The year's winners; at a tie those whom people chose."""
    try:
        record = text(request.form, "record", "会议记录", limit=60)
        chosen = request.form.getlist("chosen")
        contests.settle(db.store(), year=known(year), chosen=chosen, record=record, actor=session.somebody().name)
    except FormError as error:
        return _shown(year, request.form, error), 422
    except VillageError as error:
        return _shown(year, request.form, placed(error, forms.SETTLE_FIELDS)), 422
    flash("contest_settled", "done")
    return redirect(url_for("contests.show", year=year), 303)


@page.get("/<int:year>/plan")
@access.only(session.reader)
def ask(year: int) -> str:
    """The form of a year's rounds, filled in with the plan that holds."""
    plan = contests.plan_of(db.store(), known(year))
    rounds = {f"round{number}": "\n".join(each) for number, each in enumerate(plan.rounds, 1)} if plan else {}
    lines = "\n".join(f"{one.title} {one.most}" for one in plan.criteria) if plan else ""
    return _planned(year, {"villages": "\n".join(plan.villages) if plan else "", "criteria": lines, **rounds})


@page.post("/<int:year>/plan")
@access.only(session.power("office"))
def plan(year: int) -> ResponseReturnValue:
    """Which villages each round goes to, and what judges look at."""
    try:
        count = contests.contest_of(db.store()).rounds
        contests.plan(
            db.store(),
            year=known(year),
            villages=forms.names(request.form, "villages"),
            rounds=[forms.names(request.form, f"round{number}") for number in range(1, count + 1)],
            criteria=forms.criteria(request.form),
            actor=session.somebody().name,
        )
    except FormError as error:
        return _planned(year, request.form, error), 422
    except VillageError as error:
        return _planned(year, request.form, placed(error, forms.PLAN_FIELDS)), 422
    flash("contest_planned", "done")
    flash(f"contest:{year}", "draft")
    return redirect(url_for("contests.show", year=year), 303)


@page.get("/<int:year>/marks")
@access.only(session.reader)
def marks(year: int) -> str:
    """The judges' sheet of a `round`; with a `judge` what that one gave so far."""
    plan, judge = contests.plan_of(db.store(), known(year)), request.args.get("judge", "").strip()
    number = round_of(plan)
    given = {one.village: one.marks for one in contests.sheets(db.store(), year) if one.judge == judge}
    cells = {
        f"m{place}-{column}": str(mark)
        for place, village in enumerate(plan.rounds[number - 1] if plan else ())
        for column, mark in enumerate(given.get(village, ()))
    }
    return _sheet(year, plan, number, {"judge": judge, "day": clock.today().isoformat(), **cells})


@page.post("/<int:year>/marks")
@access.only(session.power("office"))
def judge(year: int) -> ResponseReturnValue:
    """What a judge gave the villages of a round."""
    plan = contests.plan_of(db.store(), known(year))
    number = round_of(plan)
    try:
        if plan is None:
            raise VillageError("contest_unplanned")
        wanted = forms.judged(request.form, plan, number)
        contests.judge_round(
            db.store(),
            year=year,
            judge_name=wanted.judge,
            marks=wanted.marks,
            on=wanted.day,
            reason=wanted.reason,
            actor=session.somebody().name,
        )
    except FormError as error:
        return _sheet(year, plan, number, request.form, error), 422
    except VillageError as error:
        return _sheet(year, plan, number, request.form, placed(error, forms.JUDGE_FIELDS)), 422
    flash("contest_marked", "done")
    flash(f"marks:{year}-{number}", "draft")
    return redirect(url_for("contests.marks", year=year, round=number), 303)


def known(year: int) -> int:
    """A year of an address; 404 for one that no plan is made for."""
    return year if 2000 <= year <= 2999 else abort(404)


def round_of(plan: ContestPlan | None) -> int:
    """The round that the address names, the first if it names none."""
    return whole(request.values, "round", least=1, most=len(plan.rounds) if plan else 1, default=1)


def _shown(year: int, values: Form, error: FormError | None = None) -> str:
    store, this = db.store(), clock.today().year
    pack = rulebook.rules_on(store, clock.today())
    result = contests.result_of(store, year)
    equal, places = contests.tied(store, year) if contests.asked(pack) else ([], 0)
    return render_template(
        "admin/contests/show.html",
        year=year,
        this=this,
        contest=pack.paper.contest,
        plan=contests.plan_of(store, year),
        ranking=contests.ranking(store, year),
        result=result,
        prizes={one.village: one.amount for one in result.winners} if result else {},
        equal=equal,
        places=places,
        values=values,
        error=error,
    )


def _planned(year: int, values: Form, error: FormError | None = None) -> str:
    contest = rulebook.rules_on(db.store(), clock.today()).paper.contest
    return render_template("admin/contests/plan.html", year=year, contest=contest, values=values, error=error)


def _sheet(year: int, plan: ContestPlan | None, number: int, values: Form, error: FormError | None = None) -> str:
    order = plan.rounds[number - 1] if plan else ()
    found = [one for one in contests.sheets(db.store(), year) if one.village in order]
    found.sort(key=lambda one: order.index(one.village))
    return render_template(
        "admin/contests/marks.html",
        year=year,
        plan=plan,
        number=number,
        sheets=found,
        judges=list(dict.fromkeys(one.judge for one in found)),
        values=values,
        error=error,
    )
