"""The purchase sheet at the desk."""

from __future__ import annotations

import csv
import io

from tests import builders
from tests.admin import waiting
from tests.admin.conftest import Desk
from village.model.goods import Goods
from village.model.household import Household
from village.services import goods, wishes
from village.store import Store


def test_it_works(clerk: Desk, store: Store, zhang: Household) -> None:
    assert "还没有人点单" in clerk.get("/purchases").text
    soap = waiting.some_goods(store, "洗衣液", stock=1)
    pot = goods.add(store, Goods(0, "=铁锅", None, 3250, 0), actor=builders.CADRE)
    for home, wanted in ((zhang, soap), (zhang, soap), (builders.a_household(store, "李建国"), soap), (zhang, pot)):
        wishes.wish(store, household_id=home.id, goods_id=wanted.id, actor="一体机")
    page = clerk.get("/purchases").text
    assert "2026年第1季度的点单" in page
    assert "洗衣液" in page
    assert "32.50 元" in page
    answer = clerk.get("/purchases/2026-Q1/sheet?csv")
    _, first, second = csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig")))
    assert first == ["洋口镇", "海印寺村", "2026-Q1", "洗衣液", "2", "1", "1", "2", ""]
    assert second[3:] == ["'=铁锅", "1", "0", "1", "", "32.5"]
    assert "还没有人点单" in clerk.get("/purchases/2025-Q4").text


def test_what_is_no_quarter_is_a_page_that_is_not_there(clerk: Desk) -> None:
    assert [clerk.get(f"/purchases/{name}").status_code for name in ("2026-03", "0001-Q1", "x")] == [404] * 3
