"""Papers for the town, evaluations, the shopkeeper's reward, what leaves the shop without points, newcomers' wishes."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests import builders
from village import clock
from village.errors import VillageError
from village.model.goods import Goods
from village.model.household import Residence
from village.model.points import Points
from village.services import evaluations, filings, goods, operator_rewards, participation, rulebook
from village.store import Store, acts
from village.store import goods as shelf


def adopt(store: Store, pack: str, **settings: object) -> None:
    rulebook.adopt(
        store, pack_id=pack, since=date(2026, 1, 1), settings=settings, actor=builders.CADRE, approval=builders.RECORD
    )


def test_a_paper_goes_to_the_town_once(store: Store) -> None:
    adopt(store, "jiuxian-2022")
    filings.file(store, form="annex7", period="2026-Q1", actor="王文书")
    gone = [one for one in filings.of_year(store, 2026) if one.filed_on]
    assert [(one.title[-6:], one.filed_on, one.actor) for one in gone] == [("第X季度报表", date(2026, 3, 20), "王文书")]
    with pytest.raises(VillageError, match="filed_already"):
        filings.file(store, form="annex7", period="2026-Q1", actor="王文书")
    with pytest.raises(VillageError, match="form_unknown"):
        filings.file(store, form="annex1", period="2026-Q1", actor="王文书")


def test_an_evaluation_belongs_to_the_quarter_in_which_it_was_held(store: Store) -> None:
    held = evaluations.hold(store, on=date(2026, 1, 31), opinions="有人嫌少", outcome="照旧", actor="书记")
    assert evaluations.all_of(store) == [held]
    assert held.quarter == "2026-Q1"
    for day, outcome, code in (
        (date(2026, 3, 21), "照旧", "date_future"),
        (date(2026, 3, 1), " ", "outcome_missing"),
    ):
        with pytest.raises(VillageError, match=code):
            evaluations.hold(store, on=day, opinions="", outcome=outcome, actor="书记")


def reward(store: Store, year: int = 2026, **more: object) -> None:
    facts = {"operator": "冉店主", "points": Points(5000), "grounds": "东西齐", "approval": "工作小组会议"}
    operator_rewards.give(store, year=year, actor="书记", **{**facts, **more})  # type: ignore[arg-type]


def test_the_shopkeeper_is_rewarded_once_a_year_for_a_reason(store: Store) -> None:
    adopt(store, "gaoyang-2022")
    for more, code in (
        ({"operator": " "}, "name_empty"),
        ({"points": Points(0)}, "points_wrong"),
        ({"grounds": ""}, "reason_missing"),
        ({"approval": ""}, "approval_missing"),
        ({"year": 2027}, "year_wrong"),
    ):
        with pytest.raises(VillageError, match=code) as refused:
            reward(store, **more)  # type: ignore[arg-type]
        assert refused.value.clause == "GY-06"
    reward(store)
    reward(store, 2025)
    with pytest.raises(VillageError, match="reward_given"):
        reward(store)
    assert [(one.year, one.operator) for one in operator_rewards.all_of(store)] == [(2026, "冉店主"), (2025, "冉店主")]


def test_where_the_rules_reward_no_shopkeeper_none_is_rewarded(store: Store) -> None:
    with pytest.raises(VillageError, match="reward_off"):
        reward(store)


def test_nothing_leaves_the_shop_without_points(store: Store) -> None:
    tea = goods.add(store, Goods(0, "茶叶", Points(200), None, 5), actor=builders.CADRE)
    adopt(store, "gaoyang-2022")
    with pytest.raises(VillageError, match="free_goods") as refused:
        goods.give(store, tea.id, quantity=1, to="五保户", reason="过节", actor=builders.CADRE)
    assert refused.value.clause == "GY-20"
    assert goods.get(store, tea.id).stock == 5


def test_a_village_that_allows_it_writes_down_to_whom_and_why(store: Store) -> None:
    tea = goods.add(store, Goods(0, "茶叶", Points(200), None, 5), actor=builders.CADRE)
    adopt(store, "gaoyang-2022", free_issue="allowed")
    assert goods.give(store, tea.id, quantity=2, to="五保户", reason="过节", actor=builders.CADRE).stock == 3
    assert shelf.moved(store, tea.id) == goods.get(store, tea.id).stock == 3
    assert acts.of_subject(store, f"goods:{tea.id}")[0][2:] == ("give_goods", "五保户：过节")
    for more, code in (
        ({"quantity": 0}, "count_wrong"),
        ({"to": " "}, "name_empty"),
        ({"reason": ""}, "reason_missing"),
        ({"quantity": 4}, "out_of_stock"),
    ):
        with pytest.raises(VillageError, match=code):
            goods.give(store, tea.id, **{**{"quantity": 1, "to": "五保户", "reason": "过节", "actor": "x"}, **more})  # type: ignore[arg-type]
    assert goods.get(store, tea.id).stock == 3


@pytest.mark.parametrize(("pack", "counted"), [("yangkou-2023", True), ("dazu-2021", None)])
def test_people_from_elsewhere_are_counted_in_where_the_rules_say_so(
    store: Store, pack: str, counted: bool | None
) -> None:
    adopt(store, pack)
    with clock.held(datetime(2026, 3, 20, 9, 30)):
        found = rulebook.rules_on(store, clock.today())
    assert participation.wish(found, Residence.OUTSIDE, None) is counted
    assert participation.wish(found, Residence.OUTSIDE, False) is False
    assert participation.wish(found, Residence.LOCAL, None) is None
