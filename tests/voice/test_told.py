"""问一问: answers of a sentence or two."""

from __future__ import annotations

from datetime import date

import pytest

from tests import builders
from village import clock
from village.errors import VillageError
from village.model.goods import Goods
from village.model.points import Points
from village.services import goods, rulebook
from village.store import Store
from village.voice import told


def shown(sentences: list[told.Sentence]) -> str:
    return "".join(each.phrase.shown for each in sentences)


def test_it_works(store: Store) -> None:
    zhang = builders.a_household(store)
    builders.a_line(store, zhang, "P07", occurred=date(2026, 3, 2))
    assert shown(told.own(store, "this_month", zhang.id)) == "您家这个月+5分。"


@pytest.mark.parametrize("question", told.OWN)
def test_every_question_of_a_household_has_an_answer_before_and_after_anything_happened(
    store: Store, question: str
) -> None:
    zhang = builders.a_household(store)
    before = shown(told.own(store, question, zhang.id))
    builders.a_line(store, zhang, "P07", occurred=date(2026, 3, 2))
    after = shown(told.own(store, question, zhang.id))
    assert before
    assert (before == after) is (question in ("last_month", "spent", "base_points"))


@pytest.mark.parametrize("question", told.PUBLIC)
def test_every_public_question_has_an_answer_for_a_guest_and_for_a_household(store: Store, question: str) -> None:
    assert shown(told.public(store, question, None))
    zhang = builders.a_household(store)
    assert shown(told.public(store, question, zhang.id))


def test_who_hears_of_the_years_end_hears_that_base_points_stay(store: Store) -> None:
    said = shown(told.public(store, "lapse", None))
    assert said == "年底清零，请在年底以前来换。基础分不清零，给您留着。"
    settings = {"base_points": 20, "publication_day": 5, "base_after_year": "zero"}
    rulebook.adopt(
        store,
        pack_id="yangkou-2023",
        since=date(2026, 1, 1),
        settings=settings,
        approval=builders.RECORD,
        actor=builders.CADRE,
    )
    assert shown(told.public(store, "lapse", None)) == "年底清零，请在年底以前来换。"


def test_groups_stand_by_their_mean(store: Store) -> None:
    zhang = builders.a_household(store, "张桂芳", "三组")
    li = builders.a_household(store, "李建国", "一组")
    builders.a_household(store, "王秀英", "一组")
    builders.a_line(store, zhang, "P07", occurred=date(2026, 3, 2))
    assert shown(told.public(store, "group_rank", zhang.id)) == "今年三组平均25分，排第1名，一共2个组。"
    assert shown(told.public(store, "group_rank", li.id)).startswith("今年一组平均20分，排第2名")


def test_what_an_item_counts_is_told(store: Store) -> None:
    assert shown(told.public(store, "item_rule", None, "P07")).startswith("垃圾分类，")
    with pytest.raises(VillageError):
        told.public(store, "item_rule", None, "P99")


def test_what_costs_points_is_told_in_plain_words_and_never_among_what_gives_them(store: Store) -> None:
    costs = [each.phrase for each in told.public(store, "costs", None)]
    assert costs[0].shown == "这些事要扣分。"
    burning = next(each for each in costs if each.shown.startswith("烧秸秆"))
    assert (burning.shown, burning.spoken) == ("烧秸秆，每次扣5分。", "烧秸秆，每次扣五分。")
    assert shown(told.public(store, "item_rule", None, "N15")).startswith("烧秸秆，每次扣5分。")
    assert not {each.shown for each in costs} & {each.phrase.shown for each in told.public(store, "rules", None)}
    negatives = [item for item in rulebook.rules_on(store, clock.today()).items if item.kind == "negative"]
    assert all(
        any(each.shown.startswith(item.named(sort)) for each in costs)
        for item in negatives
        for sort in item.options or [None]
    )


def test_what_goods_cost_is_told(store: Store) -> None:
    soy = goods.add(store, Goods(0, "酱油", Points(250), None, stock=3), actor=builders.CADRE)
    gone = goods.add(store, Goods(0, "茶叶", Points(500), None), actor=builders.CADRE)
    assert shown(told.public(store, "price_of", None, f"{soy.id} {gone.id}")) == (
        "酱油要2.5分，还有3件。茶叶要5分，换完了。"
    )
