"""The papers of the contest between villages: the judges' sheet (annex 5: JX-22) and the ranking (JX-24)."""

from __future__ import annotations

from decimal import Decimal

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from admin import session
from admin.pages.contests import known, round_of
from admin.prints.frame import paper
from village import clock
from village.model.contest import ContestPlan, ContestResult, JudgeSheet
from village.model.points import Points
from village.services import contests, rulebook
from village.services.contests import ContestPlace
from village.sheets.writing import Page
from village.web import access, db

page = Blueprint("contest_prints", __name__, url_prefix="/prints/contests")


@page.get("/<int:year>")
@access.only(session.reader)
def ranking(year: int) -> ResponseReturnValue:
    """Where the villages stand, and who won; provisional as long as nothing was settled."""
    store = db.store()
    found, result = contests.ranking(store, known(year)), contests.result_of(store, year)
    won = {one.village: one.amount for one in result.winners} if result else {}
    name = f"{year}年拉练评比名次"
    return paper(
        "contest",
        name,
        sheet=lambda: _ranked(name, found, result),
        year=year,
        ranking=found,
        result=result,
        won=won,
    )


@page.get("/<int:year>/sheet")
@access.only(session.reader)
def sheet(year: int) -> ResponseReturnValue:
    """The judges' sheet of a `round`: blank, or a judge's own with what was entered."""
    store = db.store()
    plan = contests.plan_of(store, known(year))
    number, judge = round_of(plan), request.args.get("judge", "").strip()
    every = [one for one in contests.sheets(store, year) if plan and plan.round_of(one.village) == number]
    own = {one.village: one for one in every if one.judge == judge}
    name = f"{year}年第{number}轮拉练评比评分表"
    return paper(
        "judge_sheet",
        name,
        sheet=lambda: _judged(name, plan, number, own),
        year=year,
        plan=plan,
        number=number,
        judge=judge,
        judges=list(dict.fromkeys(one.judge for one in every)),
        own=own,
        total=sum((one.most.hundredths for one in plan.criteria), 0) if plan else 0,
        points=Points,
        form=rulebook.rules_on(store, clock.today()).paper.made("contest"),
    )


def _ranked(name: str, found: list[ContestPlace], result: ContestResult | None) -> Page:
    won = {one.village: one.amount for one in result.winners} if result else {}
    rows = [
        [
            *(one.rank or "", one.village, one.round, _figure(one.shown) if one.rank else "", one.judges),
            *("优秀村" if one.village in won else "", Decimal(won.get(one.village, 0)) / 100),
        ]
        for one in found
    ]
    total = ["合计", "", "", "", "", f"{len(won)}个村", Decimal(sum(won.values())) / 100]
    return Page("名次", [["名次", "村", "第几轮", "平均分", "评委数", "评定", "奖励（元）"], *rows, total], above=name)


def _judged(name: str, plan: ContestPlan | None, number: int, own: dict[str, JudgeSheet]) -> Page:
    criteria = plan.criteria if plan else ()
    rows: list[list[object]] = [["村", *(f"{one.title}（{one.most}分）" for one in criteria), "合计", "备注"]]
    for village in plan.rounds[number - 1] if plan else ():
        given = own.get(village)
        marks = [_figure(mark) for mark in given.marks] if given else [""] * len(criteria)
        rows.append([village, *marks, _figure(given.total) if given else "", ""])
    rows.append(["评委", *[""] * len(criteria), "日期", ""])
    return Page("评分表", rows, above=name)


def _figure(points: Points) -> Decimal:
    return Decimal(points.hundredths) / 100
