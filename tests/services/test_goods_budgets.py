"""Goods are redeemed out of a budget that the town approved."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tests import builders
from village import clock
from village.errors import VillageError
from village.model.goods import Goods
from village.model.points import Points
from village.services import goods, goods_budgets, ledger, redemptions, rulebook
from village.store import Store

WINDOW = datetime(2028, 4, 5, 9)  # no budget was drawn up for 2028


@pytest.fixture
def store(founded: Path, tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "village.db"
    shutil.copyfile(founded, path)
    opened = Store(path, writer=True)
    with clock.held(WINDOW):
        yield opened
    opened.close()


def ask(store: Store) -> redemptions.Redemption:
    tea = goods.add(store, Goods(0, "茶叶", Points(200), None, 5), actor=builders.CADRE)
    home = builders.a_household(store, enrolled=date(2026, 3, 1))
    return redemptions.request(store, household_id=home.id, goods_id=tea.id, actor=builders.CADRE)


def test_nothing_is_redeemed_before_the_town_agrees(store: Store) -> None:
    made = goods_budgets.draw_up(store, year=2028, amount=1_500_000, actor=builders.CADRE)
    with pytest.raises(VillageError, match="budget_missing") as refused:
        ask(store)
    assert refused.value.clause == "YK-23"
    assert ledger.balance(store, 1) == Points(2000)
    assert goods.get(store, 1).stock == 5
    goods_budgets.approve(store, made.id, approval="镇审〔2028〕3号", actor=builders.CADRE)
    assert ask(store).points == Points(200)


def test_a_village_whose_rules_ask_for_no_budget_redeems_at_once(store: Store) -> None:
    rulebook.adopt(
        store,
        pack_id="yangkou-2023",
        since=date(2028, 4, 1),
        settings={"base_points": 20, "publication_day": 5, "goods_budget": "none"},
        actor=builders.CADRE,
        approval=builders.RECORD,
    )
    assert ask(store)


def test_a_later_budget_takes_the_earlier_ones_place_once_it_is_approved(store: Store) -> None:
    first = goods_budgets.draw_up(store, year=2028, amount=100, actor=builders.CADRE)
    goods_budgets.approve(store, first.id, approval="一号", actor=builders.CADRE)
    second = goods_budgets.draw_up(store, year=2028, amount=200, actor=builders.CADRE)
    found = goods_budgets.approved(store, 2028)
    assert found is not None
    assert found.amount == 100
    goods_budgets.approve(store, second.id, approval="二号", actor=builders.CADRE)
    found = goods_budgets.approved(store, 2028)
    assert found is not None
    assert (found.amount, found.approval) == (200, "二号")


@pytest.mark.parametrize(
    ("year", "amount", "code"), [(2027, 100, "year_wrong"), (2030, 100, "year_wrong"), (2028, 0, "amount_wrong")]
)
def test_what_cannot_be_a_budget_is_said(store: Store, year: int, amount: int, code: str) -> None:
    with pytest.raises(VillageError, match=code):
        goods_budgets.draw_up(store, year=year, amount=amount, actor=builders.CADRE)


def test_a_budget_is_approved_once_and_by_a_paper(store: Store) -> None:
    made = goods_budgets.draw_up(store, year=2028, amount=100, actor=builders.CADRE)
    with pytest.raises(VillageError, match="approval_missing"):
        goods_budgets.approve(store, made.id, approval=" ", actor=builders.CADRE)
    goods_budgets.approve(store, made.id, approval="一号", actor=builders.CADRE)
    with pytest.raises(VillageError, match="approved_already"):
        goods_budgets.approve(store, made.id, approval="二号", actor=builders.CADRE)
    with pytest.raises(VillageError, match="budget_unknown"):
        goods_budgets.approve(store, 99, approval="二号", actor=builders.CADRE)
