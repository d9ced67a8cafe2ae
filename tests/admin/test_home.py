"""The desk's first page."""

from __future__ import annotations

from datetime import date

import pytest

from tests import builders
from tests.admin import waiting
from tests.admin.conftest import Desk
from village.errors import VillageError
from village.model.household import Household
from village.services import guesses, objections, pin_codes, rulebook
from village.store import Store


def test_it_works(clerk: Desk, store: Store, zhang: Household) -> None:
    builders.a_line(store, zhang, "P07", occurred=date(2026, 3, 10))
    page = clerk.get("/").text
    assert "2026年3月20日" in page
    assert "3月5日" in page  # the fixed day of the month (YK-16)
    assert "垃圾分类" in page
    assert "洋口镇海印寺村" in page


def test_only_duties_that_work_are_offered(clerk: Desk) -> None:
    page = clerk.get("/").text
    assert "评分" in page
    column = page[page.index("每月的事") :]
    month = ("评分", "审核", "签字、公示", "异议", "兑换", "物品", "年底")
    assert sorted(month, key=lambda duty: column.index(f">{duty}<")) == list(month)
    assert ">兑换员<" not in page
    for other in ("走访", "店主奖励"):  # duties of other documents
        assert f">{other}<" not in page


def test_what_waits_for_somebody_is_counted(clerk: Desk, store: Store, zhang: Household) -> None:
    assert "件申报等着审" not in clerk.get("/").text
    waiting.a_declaration(store, zhang)
    line = builders.a_line(store, zhang, "P05", occurred=date(2026, 3, 10))
    objections.raise_one(store, seq=line.seq, household_id=zhang.id, actor=builders.CADRE)
    page = clerk.get("/").text
    assert "1 件申报等着审" in page
    assert "1 件等着核实" in page


def test_doors_that_were_tried_over_and_over_are_named(clerk: Desk, store: Store, zhang: Household) -> None:
    pin_codes.choose(store, zhang.id, pin="2468", actor=builders.CADRE)
    for _ in range(guesses.TRIES["pin"]):
        assert "试号" not in clerk.get("/").text
        with pytest.raises(VillageError, match=r"pin_wrong|pin_locked"):
            pin_codes.check(store, zhang.id, pin="1111")
    for _ in range(guesses.TRIES["card"]):
        guesses.note(store, door="card", whence=["address 192.168.1.20"], whose="大厅（进门右手）")
    page = clerk.get("/").text
    assert page.count("<b>试号</b>") == 2
    assert f"{zhang.head}家</a>的密码接连按错" in page
    assert "大厅（进门右手）接连刷了许多张不认识的卡" in page


def test_a_fixed_day_of_both_boards_and_exchange_is_told_only_where_the_document_ties_them(
    clerk: Desk, store: Store
) -> None:
    assert "本月公示和兑换的日子" in clerk.get("/").text  # YK-16
    rulebook.adopt(
        store, pack_id="jiuxian-2022", since=date(2026, 1, 1), settings={}, actor=builders.CADRE, approval="会议"
    )
    assert "本月公示和兑换的日子" not in clerk.get("/").text
