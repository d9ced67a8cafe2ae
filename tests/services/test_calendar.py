"""What is due when: on the list while it is to be done, overdue in days, gone when it is done."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests import builders
from village import clock
from village.model.fund import Flow
from village.model.period import Period
from village.model.points import Points
from village.model.task import Task
from village.services import (
    calendar,
    committee,
    evaluations,
    filings,
    funds,
    goods_budgets,
    operator_rewards,
    publications,
    visits,
)
from village.store import Store

MARCH = Period.parse("2026-03")


@pytest.fixture
def begun(store: Store) -> Store:
    """A village whose book begins in March."""
    builders.a_line(store, builders.a_household(store), "P05", occurred=date(2026, 3, 10))
    return store


def adopt(store: Store, pack: str, **settings: object) -> None:
    builders.adopt(
        store, pack_id=pack, since=date(2026, 1, 1), settings=settings, actor=builders.CADRE, approval=builders.RECORD
    )


def listed(store: Store, what: str, on: datetime | None = None) -> list[Task]:
    with clock.held(on or clock.now()):
        return [task for task in calendar.tasks(store) if task.what == what]


def test_a_board_is_on_the_list_until_it_is_up(begun: Store) -> None:
    assert [(task.day, task.period) for task in listed(begun, "board")] == [(date(2026, 4, 5), "2026-03")]
    assert listed(begun, "signatures")
    with clock.held(datetime(2026, 4, 5, 9)):
        publications.sign(begun, period=MARCH, signers=["王书记"], actor=builders.CADRE)
        assert not listed(begun, "signatures")
        publications.publish(begun, period=MARCH, actor=builders.CADRE)
        assert not listed(begun, "board")


def test_what_is_late_says_by_how_many_days(begun: Store) -> None:
    late = listed(begun, "board", datetime(2026, 4, 9, 9))[0]
    assert late.overdue_days(date(2026, 4, 9)) == 4
    assert (late.days_left(date(2026, 4, 1)), late.overdue_days(date(2026, 4, 1))) == (4, 0)


@pytest.mark.parametrize(("month", "day"), [("last", date(2026, 3, 25)), ("next", date(2026, 4, 25))])
def test_the_month_of_a_board_is_the_villages_choice(begun: Store, month: str, day: date) -> None:
    adopt(begun, "yangkou-2023", base_points=20, publication_day=25, publication_month=month)
    boards = {task.period: task.day for task in listed(begun, "board", datetime(2026, 4, 20, 9))}
    assert boards["2026-03"] == day


def test_nothing_from_before_the_village_began_is_overdue(begun: Store) -> None:
    assert all(task.day >= date(2026, 3, 20) for task in calendar.tasks(begun))


def test_no_board_is_owed_for_a_month_that_was_over_before_the_village_began(store: Store) -> None:
    """A village that begins on the first has no board of the month before to put up on its fifth."""
    with clock.held(datetime(2026, 5, 1, 9)):
        home = builders.a_household(store)
        builders.a_line(store, home, "P05", occurred=date(2026, 5, 1))
        assert {task.period for task in calendar.tasks(store) if task.what in ("board", "signatures")} == set()
        builders.a_line(store, home, "P16", occurred=date(2026, 4, 20))
        assert {task.period for task in calendar.tasks(store) if task.what in ("board", "signatures")} == {"2026-04"}


def test_a_round_of_visits_counts_who_is_left(begun: Store) -> None:
    adopt(begun, "jiuxian-2022")
    home = builders.a_household(begun, "李建国")
    assert [(task.day, task.count) for task in listed(begun, "visits")] == [(date(2026, 3, 20), 2)]
    first = visits.round_of(begun, MARCH, "三组")[0].household
    visits.record(
        begun,
        month=MARCH,
        households_seen=[home.id, first.id],
        visitors="社长",
        on=MARCH.first,
        actor=builders.CADRE,
    )
    assert not listed(begun, "visits")


def test_papers_for_the_town_are_listed_until_they_have_gone(begun: Store) -> None:
    adopt(begun, "jiuxian-2022")
    assert [(task.day, task.detail) for task in listed(begun, "report")] == [
        (date(2026, 3, 30), "annex7"),
        (date(2026, 3, 31), "annex6"),
    ]
    filings.file(begun, form="annex7", period="2026-Q1", actor=builders.CADRE)
    assert [task.detail for task in listed(begun, "report")] == ["annex6"]


def test_the_quarter_asks_for_an_evaluation_and_new_representatives(begun: Store) -> None:
    committee.seat(begun, name="赵党员", seat="党员代表", since=date(2026, 1, 5), actor=builders.CADRE)
    assert [(task.day, task.count) for task in listed(begun, "rotation")] == [(date(2026, 3, 31), 1)]
    assert listed(begun, "evaluation")
    evaluations.hold(begun, on=date(2026, 3, 18), opinions="", outcome="照旧", actor=builders.CADRE)
    assert not listed(begun, "evaluation")
    april = datetime(2026, 4, 10, 9)
    assert [task.count for task in listed(begun, "rotation", april) if task.day == date(2026, 3, 31)] == [2]
    with clock.held(april):
        for seat in ("党员代表", "群众代表"):
            committee.seat(begun, name=f"新{seat}", seat=seat, since=april.date(), actor=builders.CADRE)
    assert [task.day for task in listed(begun, "rotation", datetime(2026, 4, 11, 9))] == []


def test_a_year_without_its_budget_is_overdue(begun: Store) -> None:
    assert not listed(begun, "budget")
    year = datetime(2028, 3, 1, 9)
    assert [task.overdue_days(year.date()) for task in listed(begun, "budget", year)] == [30]
    with clock.held(year):
        goods_budgets.approve(
            begun,
            goods_budgets.draw_up(begun, year=2028, amount=100, actor=builders.CADRE).id,
            approval="镇审",
            actor=builders.CADRE,
        )
    assert not listed(begun, "budget", year)


def test_this_years_money_may_not_fall_below_last_years(begun: Store) -> None:
    adopt(begun, "minhang-2024")
    funds.record(begun, flow=Flow.SPENT, amount=1_000_050, heading="买大米", day=date(2025, 6, 1), actor=builders.CADRE)
    december = datetime(2026, 12, 15, 9)
    assert [(task.day, task.count) for task in listed(begun, "investment", december)] == [(date(2026, 12, 31), 10_001)]
    with clock.held(december):
        funds.record(
            begun, flow=Flow.SPENT, amount=1_000_050, heading="买油", day=december.date(), actor=builders.CADRE
        )
    assert not listed(begun, "investment", december)


def test_the_shopkeeper_is_rewarded_once_a_year(begun: Store) -> None:
    adopt(begun, "gaoyang-2022")
    december = datetime(2026, 12, 15, 9)
    assert [task.period for task in listed(begun, "reward", december)] == ["2026"]
    with clock.held(december):
        operator_rewards.give(
            begun,
            year=2026,
            operator="冉店主",
            points=Points(5000),
            grounds="东西齐，价钱公道",
            approval="工作小组会议",
            actor=builders.CADRE,
        )
    assert not listed(begun, "reward", december)


def test_a_village_without_rules_has_no_tasks(store: Store) -> None:
    with clock.held(datetime(2020, 1, 1, 9)):
        assert calendar.tasks(store) == []
