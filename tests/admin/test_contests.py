"""The contest between villages at the desk: planned, judged, ranked, settled, printed."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests import builders
from tests.admin.conftest import Desk
from tests.services.test_contests import CRITERIA, ROUNDS, VILLAGES, judge_all
from village.model.points import Points
from village.services import contests, rulebook
from village.store import Store

FORM = {
    "villages": "\n".join(VILLAGES),
    "criteria": "院落 60\n资料 40分\n",
    **{f"round{number}": "、".join(each) for number, each in enumerate(ROUNDS, 1)},
}


@pytest.fixture(autouse=True)
def _street(store: Store) -> None:
    rulebook.adopt(
        store, pack_id="jiuxian-2022", since=date(2026, 1, 1), settings={}, actor=builders.CADRE, approval="会议"
    )


def planned(store: Store) -> None:
    contests.plan(store, year=2026, villages=VILLAGES, rounds=ROUNDS, criteria=CRITERIA, actor=builders.CADRE)


def test_it_works(clerk: Desk, secretary: Desk, store: Store) -> None:
    assert ">拉练评比<" in clerk.get("/").text
    assert "还没有排" in clerk.get("/contests").text
    page = clerk.get(clerk.post("/contests/2026/plan", **FORM).location).text
    assert "第1轮" in page
    assert "、".join(ROUNDS[3]) in page
    kept = clerk.get("/contests/2026/plan").text  # filled in with what holds
    assert "院落 60\n资料 40</textarea>" in kept
    marks = {"judge": "周主任", "round": "2", "m0-0": "55.5", "m0-1": "30", "m3-0": "50", "m3-1": "40"}
    page = clerk.get(clerk.post("/contests/2026/marks", **marks).location).text
    assert '<td data-label="合计" class="figure"><b>85.5</b></td>' in page
    assert 'value="55.5"' in clerk.get("/contests/2026/marks?round=2&judge=周主任").text
    assert clerk.post("/contests/2026/marks", **marks).status_code == 303  # the same again is no other sheet
    assert len(contests.sheets(store, 2026)) == 2
    refused = secretary.post("/contests/2026")
    assert 'data-code="contest_unjudged"' in refused.text


@pytest.mark.parametrize(
    ("fields", "at", "code"),
    [
        ({"round1": "、".join(VILLAGES[:4])}, "rounds", "contest_left_out"),
        ({"round1": "、".join(VILLAGES[:6]), "round2": "、".join(VILLAGES[6:9])}, "rounds", "contest_round_size"),
        ({"villages": "甲村"}, "villages", "contest_villages"),
        ({"criteria": "院落"}, "criteria", "criteria_missing"),
    ],
)
def test_a_plan_that_leaves_a_village_out_says_so_at_its_field(
    clerk: Desk, store: Store, fields: dict[str, str], at: str, code: str
) -> None:
    refused = clerk.post("/contests/2026/plan", **{**FORM, **fields})
    assert refused.status_code == 422
    assert f'id="{at}-error" data-code="{code}"' in refused.text
    assert contests.plan_of(store, 2026) is None


@pytest.mark.parametrize(
    ("fields", "at", "code"),
    [
        ({"m0-0": "61", "m0-1": "1"}, "m0-0", "judge_mark_wrong"),
        ({"m0-0": "6"}, "m0-1", "judge_mark_missing"),
        ({"m0-0": "x", "m0-1": "1"}, "m0-0", "points_wrong"),
        ({"judge": "", "m0-0": "1", "m0-1": "1"}, "judge", "field_missing"),
        ({}, "", "judge_mark_missing"),
    ],
)
def test_a_wrong_mark_is_said_at_its_cell_and_nothing_is_written(
    clerk: Desk, store: Store, fields: dict[str, str], at: str, code: str
) -> None:
    planned(store)
    refused = clerk.post("/contests/2026/marks", **{"judge": "周主任", "round": "1", **fields})
    assert f'id="{at}-error" data-code="{code}"' in refused.text
    assert contests.sheets(store, 2026) == []


def test_marks_that_change_ask_for_a_reason(clerk: Desk, store: Store) -> None:
    planned(store)
    form = {"judge": "周主任", "round": "1", "m0-0": "50", "m0-1": "30"}
    clerk.post("/contests/2026/marks", **form)
    again = clerk.post("/contests/2026/marks", **{**form, "m0-0": "51"})
    assert 'id="reason-error" data-code="judged_already"' in again.text
    assert clerk.post("/contests/2026/marks", **{**form, "m0-0": "51", "reason": "看错行"}).status_code == 303
    assert "改过：看错行" in clerk.get("/contests/2026/marks").text


def test_a_tie_at_the_sixth_place_is_asked_and_its_record_kept(secretary: Desk, clerk: Desk, store: Store) -> None:
    planned(store)
    judge_all(store, {"己村": 85, "庚村": 85})
    page = secretary.get("/contests/2026").text
    assert "这2个村得分一样，只剩1个名额" in page
    assert 'data-code="role_wrong"' in clerk.post("/contests/2026").text
    assert 'id="chosen-error" data-code="contest_tie"' in secretary.post("/contests/2026").text
    unsaid = secretary.post("/contests/2026", chosen="庚村")
    assert 'id="record-error" data-code="approval_missing"' in unsaid.text
    assert secretary.post("/contests/2026", chosen="庚村", record="会议纪要3号").status_code == 303
    page = secretary.get("/contests/2026").text
    assert "照“会议纪要3号”定" in page
    paper = secretary.get("/prints/contests/2026").text
    assert "优秀村 6 个，每个村奖励 20000.00 元，一共 120000.00 元（大写：壹拾贰万元整）" in paper
    book = load_workbook(BytesIO(secretary.get("/prints/contests/2026?as=xlsx").data))
    assert [cell.value for cell in book.active[19 + 1]] == ["合计", None, None, None, None, "6个村", 120000]


def test_the_ranking_is_today_s_after_every_sheet_and_the_paper_says_who_is_not_judged_yet(
    clerk: Desk, store: Store
) -> None:
    planned(store)
    for judge, village, yard in (("周主任", "甲村", "50"), ("吴科长", "甲村", "40"), ("周主任", "庚村", "45")):
        marks = [Points.parse(yard), Points.parse("30")]
        facts = {"judge": judge, "on": date(2026, 3, 18), "marks": marks, "actor": builders.CADRE}
        contests.judge(store, year=2026, village=village, **facts)
    assert ranked(clerk)[:3] == [(1, "甲村", 75), (1, "庚村", 75), (None, "乙村", None)]  # (80 + 70) / 2 is 75
    assert "还没有评定" in clerk.get("/prints/contests/2026").text
    form = {"judge": "吴科长", "round": "2", "m1-0": "50", "m1-1": "31"}
    assert clerk.post("/contests/2026/marks", **form).status_code == 303
    assert ranked(clerk)[:3] == [(1, "庚村", 78), (2, "甲村", 75), (None, "乙村", None)]  # (75 + 81) / 2 is 78


def ranked(desk: Desk) -> list[tuple[object, ...]]:
    """Place, village and mean, as the workbook that is posted has them."""
    book = load_workbook(BytesIO(desk.get("/prints/contests/2026?as=xlsx").data)).active
    return [(row[0] or None, row[1], row[3] or None) for row in book.iter_rows(min_row=3, values_only=True)]


def test_the_judges_sheet_is_printed_blank_and_filled_in(clerk: Desk, store: Store) -> None:
    planned(store)
    assert "拉练评比评分表" in clerk.get("/prints/contests/2026/sheet?round=2").text
    clerk.post("/contests/2026/marks", **{"judge": "周主任", "round": "2", "m0-0": "55.5", "m0-1": "30"})
    filled = clerk.get("/prints/contests/2026/sheet?round=2&judge=周主任").text
    assert '<td class="figure slot">85.5</td>' in filled
    assert "85.5" not in clerk.get("/prints/contests/2026/sheet?round=2").text
    book = load_workbook(BytesIO(clerk.get("/prints/contests/2026/sheet?round=2&judge=周主任&as=xlsx").data))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows(min_row=2)]
    assert rows[0] == ["村", "院落（60分）", "资料（40分）", "合计", "备注"]
    assert rows[1] == ["己村", 55.5, 30, 85.5, None]


def test_rules_without_a_contest_say_so(clerk: Desk, store: Store) -> None:
    rulebook.adopt(
        store, pack_id="minhang-2024", since=date(2026, 2, 1), settings={}, actor=builders.CADRE, approval="会议"
    )
    assert "没有拉练评比" in clerk.get("/contests").text
    assert ">拉练评比<" not in clerk.get("/").text
