"""The street's contest: a plan that reaches every village, judges' sheets, the ranking, winners, a tie that asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from tests import builders
from village.errors import VillageError
from village.model.contest import ContestPlan, Criterion
from village.model.points import Points
from village.services import contests, rulebook
from village.store import Store

DAY = date(2026, 3, 18)
VILLAGES = [f"{name}村" for name in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午"]
ROUNDS = [VILLAGES[:5], VILLAGES[5:9], VILLAGES[9:13], VILLAGES[13:]]
CRITERIA = (Criterion("院落", Points.parse("60")), Criterion("资料", Points.parse("40")))


@pytest.fixture(autouse=True)
def _street(store: Store) -> None:
    rulebook.adopt(
        store, pack_id="jiuxian-2022", since=date(2026, 1, 1), settings={}, actor=builders.CADRE, approval="会议"
    )


def plan(store: Store, rounds: Sequence[Sequence[str]] = ROUNDS, **facts: object) -> ContestPlan:
    wanted = {"year": 2026, "villages": VILLAGES, "criteria": CRITERIA, "actor": builders.CADRE, **facts}
    return contests.plan(store, rounds=rounds, **wanted)  # type: ignore[arg-type]


def judge(store: Store, village: str, judge: str, *marks: str, **facts: object) -> None:
    given = [Points.parse(mark) for mark in marks]
    known = {"year": 2026, "on": DAY, "actor": builders.CADRE, **facts}
    contests.judge(store, village=village, judge=judge, marks=given, **known)  # type: ignore[arg-type]


def judge_all(store: Store, totals: dict[str, int] | None = None) -> None:
    """Two judges everywhere: 90, 89, … in the order of the list, or what `totals` says."""
    for place, village in enumerate(VILLAGES):
        total = (totals or {}).get(village, 90 - place)
        for name in ("周主任", "吴科长"):
            judge(store, village, name, str(total - 30), "30")


def test_a_year_is_planned_so_that_every_village_is_seen_once(store: Store) -> None:
    made = plan(store)
    assert [len(each) for each in made.rounds] == [5, 4, 4, 4]
    assert contests.plan_of(store, 2026) == made
    assert (made.round_of("甲村"), made.round_of("午村")) == (1, 4)


@pytest.mark.parametrize(
    ("rounds", "villages", "code", "params"),
    [
        ([VILLAGES[:4], *ROUNDS[1:]], VILLAGES, "contest_left_out", {"what": "戊村"}),
        (
            [VILLAGES[:6], VILLAGES[6:9], *ROUNDS[2:]],
            VILLAGES,
            "contest_round_size",
            {"number": "1", "count": 6, "what": "4到5"},
        ),
        (
            [VILLAGES[:5], VILLAGES[5:10], VILLAGES[10:14], VILLAGES[14:]],
            VILLAGES,
            "contest_round_size",
            {"number": "4", "count": 3, "what": "4到5"},
        ),
        ([*ROUNDS[:3], [*ROUNDS[3], "甲村"]], VILLAGES, "contest_twice", {"what": "甲村"}),
        ([*ROUNDS[:3], [*ROUNDS[3], "别村"]], VILLAGES, "contest_unknown", {"what": "别村"}),
        (ROUNDS, VILLAGES[:16], "contest_villages", {"count": 17, "number": "16"}),
        (ROUNDS, [*VILLAGES[:16], "甲村"], "contest_villages", {"count": 17, "number": "16"}),
    ],
)
def test_a_plan_that_is_not_the_documents_is_refused_with_what_is_wrong(
    store: Store, rounds: list[list[str]], villages: list[str], code: str, params: dict[str, object]
) -> None:
    with pytest.raises(VillageError, match=code) as refused:
        plan(store, rounds, villages=villages)
    assert (refused.value.params, refused.value.clause) == (params, "JX-21")
    assert contests.plan_of(store, 2026) is None


def test_the_mean_of_the_judges_ranks_the_villages(store: Store) -> None:
    plan(store)
    judge(store, "乙村", "周主任", "50", "30")
    judge(store, "乙村", "吴科长", "51", "30")
    judge(store, "乙村", "郑所长", "50", "30")
    judge(store, "甲村", "周主任", "50.5", "30")
    found = contests.ranking(store, 2026)
    assert [(one.village, one.rank, str(one.shown), one.judges) for one in found[:2]] == [
        ("甲村", 1, "80.5", 1),
        ("乙村", 2, "80.33", 3),
    ]
    assert {one.rank for one in found[2:]} == {0}


def test_a_sheet_is_put_right_by_another_with_a_reason(store: Store) -> None:
    plan(store)
    judge(store, "甲村", "周主任", "50", "30")
    with pytest.raises(VillageError, match="judged_already"):
        judge(store, "甲村", "周主任", "55", "30")
    judge(store, "甲村", "周主任", "55", "30", reason="加错了")
    (sheet,) = contests.sheets(store, 2026)
    assert (str(sheet.total), sheet.reason) == ("85", "加错了")


@pytest.mark.parametrize(
    ("village", "marks", "code"),
    [
        ("甲村", ("61", "0"), "judge_mark_wrong"),
        ("甲村", ("60",), "judge_mark_missing"),
        ("别村", ("1", "1"), "contest_unknown"),
    ],
)
def test_marks_stay_within_the_sheet(store: Store, village: str, marks: tuple[str, ...], code: str) -> None:
    plan(store)
    with pytest.raises(VillageError, match=code):
        judge(store, village, "周主任", *marks)
    assert contests.sheets(store, 2026) == []


def test_what_was_judged_stays_in_its_round(store: Store) -> None:
    plan(store)
    judge(store, "甲村", "周主任", "50", "30")
    moved = [[VILLAGES[16], *VILLAGES[1:5]], ROUNDS[1], ROUNDS[2], [VILLAGES[0], *VILLAGES[13:16]]]
    with pytest.raises(VillageError, match="contest_judged"):
        plan(store, moved)
    with pytest.raises(VillageError, match="contest_judged"):
        plan(store, criteria=(Criterion("院落", Points.parse("100")),))
    others = [ROUNDS[0], [VILLAGES[9], *VILLAGES[6:9]], [VILLAGES[5], *VILLAGES[10:13]], ROUNDS[3]]
    assert plan(store, others).round_of("己村") == 3


def test_six_villages_win_twenty_thousand_yuan_each(store: Store) -> None:
    plan(store)
    judge_all(store)
    result = contests.settle(store, year=2026, actor="街道")
    assert [one.village for one in result.winners] == VILLAGES[:6]
    assert {one.amount for one in result.winners} == {2_000_000}
    assert contests.result_of(store, 2026) == result
    with pytest.raises(VillageError, match="contest_settled"):
        contests.settle(store, year=2026, actor="街道")
    with pytest.raises(VillageError, match="contest_settled"):
        judge(store, "甲村", "周主任", "1", "1", reason="再来")


def test_nothing_is_decided_before_every_village_was_judged_by_several(store: Store) -> None:
    plan(store)
    judge_all(store)
    contests.plan(store, year=2025, villages=VILLAGES, rounds=ROUNDS, criteria=CRITERIA, actor=builders.CADRE)
    judge(store, "甲村", "周主任", "50", "30", year=2025)
    with pytest.raises(VillageError, match="contest_unjudged") as refused:
        contests.settle(store, year=2025, actor="街道")
    assert "甲村、乙村" in str(refused.value.params["what"])


def test_a_tie_at_the_sixth_place_is_decided_by_people_with_a_record(store: Store) -> None:
    plan(store)
    judge_all(store, {"己村": 85, "庚村": 85, "辛村": 85})  # the fifth has 86
    equal, left = contests.tied(store, 2026)
    assert ({one.village for one in equal}, left) == ({"己村", "庚村", "辛村"}, 1)
    with pytest.raises(VillageError, match="contest_tie") as refused:
        contests.settle(store, year=2026, actor="街道")
    assert refused.value.params["count"] == 1
    for chosen in (["己村", "庚村"], ["甲村"]):
        with pytest.raises(VillageError, match="contest_tie"):
            contests.settle(store, year=2026, chosen=chosen, record="会议纪要", actor="街道")
    with pytest.raises(VillageError, match="approval_missing"):
        contests.settle(store, year=2026, chosen=["庚村"], actor="街道")
    result = contests.settle(store, year=2026, chosen=["庚村"], record="街道会议纪要3号", actor="街道")
    assert [one.village for one in result.winners] == [*VILLAGES[:5], "庚村"]
    assert result.record == "街道会议纪要3号"


def test_a_tie_within_the_six_asks_nobody(store: Store) -> None:
    plan(store)
    judge_all(store, {"戊村": 85, "己村": 85})
    assert contests.tied(store, 2026) == ([], 0)
    assert {one.village for one in contests.settle(store, year=2026, actor="街道").winners} == set(VILLAGES[:6])
