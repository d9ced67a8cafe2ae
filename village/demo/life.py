"""Two months of ordinary village life, scored under the rules by the very services of the desk."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from village import clock
from village.errors import VillageError
from village.model.household import Household
from village.services import evidence, goods_budgets, rulebook, scores, villages
from village.store import Store

CADRE = "周会计"
DESK = (
    ("shuji", "陈书记", "secretary"),
    ("ducha", "镇督查员", "inspector"),
    ("zhou", CADRE, "clerk"),
    ("gu", "顾审核", "reviewer"),
)
_MONTHLY = ("P07", "P08", "P09", "P10", "P11")
_NOW_AND_THEN = (("P16", ""), ("P18", ""), ("P01", ""), ("P15", "quarterly"), ("P23", ""), ("P24", ""), ("P05", ""))
_ONCE = (("P06", ""), ("P21", ""), ("P20", ""), ("P04", ""), ("P22", "village"))
_LOSSES = ("N08", "N09", "N10", "N12", "N15", "N16")
_PLACES = ("家门口", "村东路边", "小河边", "打谷场", "文化广场")


def begun() -> date:
    """The day the village began: the first of the month two months ago."""
    today = clock.today()
    months = today.year * 12 + today.month - 1 - 2
    return date(months // 12, months % 12 + 1, 1)


def found(store: Store) -> None:
    """海印寺村 of 洋口镇 under the Yangkou rules, with base points and a fixed day of its own choice (YK-11, YK-16)."""
    with clock.held(begun()):
        villages.found(store, node="yk01", name="海印寺村", town="洋口镇", group_word="组")
        rulebook.adopt(
            store,
            pack_id="yangkou-2023",
            since=date(2023, 7, 1),
            settings={"base_points": 20, "publication_day": 5},
            actor=CADRE,
        )
        for year in (clock.today().year, clock.today().year + 1):
            budget = goods_budgets.draw_up(store, year=year, amount=2_000_000, actor=CADRE)
            goods_budgets.approve(store, budget.id, approval="镇里审过", actor=CADRE)


def live(store: Store, homes: list[Household]) -> int:
    """Score day by day until yesterday; answers how many lines were written."""
    dice = random.Random(7)
    papers = _papers(store)
    day, lines = begun(), 0
    while day < clock.today():
        with clock.held(datetime(day.year, day.month, day.day, 15, 30)):
            for home in homes:
                if score := _something(dice, home, day, papers):
                    lines += _recorded(store, score)
        day += timedelta(days=1)
    return lines


def _something(dice: random.Random, home: Household, day: date, papers: list[int]) -> scores.Score | None:
    chance = dice.random()
    item, option, reason = "", "", ""
    if chance < 0.055:
        item = dice.choice(_MONTHLY)
    elif chance < 0.085:
        item, option = dice.choice(_NOW_AND_THEN)
    elif chance < 0.10:
        item, option = dice.choice(_ONCE)
    elif chance < 0.108:
        item, reason = dice.choice(_LOSSES), "走访时看到，已经告诉家里"
    if not item:
        return None
    return scores.Score(
        household_id=home.id,
        item=item,
        option=option,
        occurred=day,
        place=dice.choice(_PLACES),
        reason=reason,
        evidence_id=dice.choice(papers),
    )


def _recorded(store: Store, score: scores.Score) -> bool:
    try:
        scores.record(store, score, actor=CADRE)
    except VillageError as refusal:
        if refusal.code != "capped":  # a month's or a year's worth is had already: life goes on
            raise
        return False
    return True


def _papers(store: Store) -> list[int]:
    with clock.held(begun()):
        return [
            evidence.name_paper(store, kind=kind, title=title, actor=CADRE).id
            for kind, title in (("feedback", "网格员走访记录"), ("feedback", "村民小组长反馈"))
        ]
