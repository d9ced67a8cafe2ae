"""为什么能换这些: whatever a household did, what is told adds up to what it has."""

from __future__ import annotations

from datetime import date

import pytest

from tests import builders
from village.model.entry import Kind
from village.model.period import Period
from village.model.points import Points
from village.services import publications, rulebook, years
from village.store import Store
from village.voice import redeemable, told


def said(store: Store, household_id: int) -> list[str]:
    """The sentences as they are shown."""
    return [sentence.phrase.shown for sentence in redeemable.told(store, household_id)]


def test_a_deduction_that_nothing_covers_is_named(store: Store) -> None:
    household = builders.a_household(store)
    builders.a_plain_line(store, household, "45")
    builders.a_plain_line(store, household, "-5", kind=Kind.DEDUCTION)
    told = said(store, household.id)
    assert told[0] == "您家有60分，能换的是0分。"
    assert [line for line in told if "基础分20分" in line or "新加的45分" in line] == [told[1], told[3]]
    assert told[5] == "还要减去5分，是扣掉和用掉的。"
    assert "-5分" in told[6]
    assert len(told) == 7


def test_what_can_be_had_is_told_line_by_line_too(store: Store) -> None:
    household = builders.a_household(store)
    builders.a_plain_line(store, household, "12", kind=Kind.CARRY)
    builders.a_plain_line(store, household, "-1", kind=Kind.REDEMPTION, reason="肥皂")
    told = said(store, household.id)
    assert told[0] == "您家有31分，能换的是11分。"
    assert told[3] == "能换的11分，是这样来的。"
    assert ["-1分" in told[4], "+12分" in told[5]] == [True, True]


def test_a_household_that_owes_hears_so(store: Store) -> None:
    household = builders.a_household(store, base=Points(0))
    builders.a_plain_line(store, household, "-5", kind=Kind.DEDUCTION)
    told = said(store, household.id)
    assert told[:2] == ["您家现在欠5分，还不能换东西。", "还要减去5分，是扣掉和用掉的。"]


@pytest.mark.parametrize(
    ("pack", "settings", "why", "asked"),
    [
        ("gaoyang-2022", {}, "用来排名，不用来换东西。", "基础分用来排名，不用来换东西。"),
        ("dazu-2021", {"base_redeemable": "never"}, "记在账上，不用来换东西。", "基础分记在账上，不用来换东西。"),
        ("dazu-2021", {"base_after_year": "regrant"}, "记在账上，不用来换东西。", "基础分记在账上，不用来换东西。"),
        ("yangkou-2023", {"base_points": 20, "publication_day": 5}, "还没到能换的日子。", "还没到能换的日子。"),
    ],
)
def test_base_points_that_are_never_for_exchange_wait_for_no_day(
    store: Store, pack: str, settings: dict[str, object], why: str, asked: str
) -> None:
    rulebook.adopt(
        store, pack_id=pack, since=date(2026, 1, 1), settings=settings, approval=builders.RECORD, actor=builders.CADRE
    )
    household = builders.a_household(store, base=Points(2000))
    assert said(store, household.id)[:2] == ["您家有20分，能换的是0分。", f"基础分20分{why}"]
    answer = "".join(each.phrase.shown for each in told.own(store, "base_points", household.id))
    assert answer == f"您家的基础分是20分。{asked}"


def test_lines_of_closed_years_are_one_sum(store: Store) -> None:
    rulebook.adopt(
        store,
        pack_id="jiuxian-2022",
        since=date(2025, 1, 1),
        settings={},
        approval="镇办〔2025〕1号",
        actor=builders.CADRE,
    )
    household = builders.a_household(store)
    builders.a_plain_line(store, household, "9", period="2025-12", occurred_on=date(2025, 12, 9))
    builders.a_plain_line(store, household, "-7", kind=Kind.REDEMPTION, period="2025-12", reason="茶叶")
    years.close(store, 2025, actor=builders.CADRE)
    publications.publish(store, period=Period.parse("2025-12"), actor=builders.CADRE)
    builders.a_plain_line(store, household, "6")
    told = said(store, household.id)
    assert "茶叶" not in "".join(told)
    assert told[-1] == "往年的合起来，+2分。"
