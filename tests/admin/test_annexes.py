"""The seven annexes of a document: each named where papers are printed, each a paper and a workbook."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from tests import builders
from tests.admin import waiting
from tests.admin.conftest import Desk
from tests.services.test_contests import CRITERIA, ROUNDS, VILLAGES
from village.model.household import Household
from village.model.period import Period
from village.services import contests, ledger, publications, rulebook
from village.store import Store


def rows_of(content: bytes) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(content)).worksheets[0].iter_rows()]


def test_each_of_the_seven_annexes_is_a_paper_and_a_workbook(clerk: Desk, store: Store, zhang: Household) -> None:
    rulebook.adopt(
        store, pack_id="jiuxian-2022", since=date(2026, 1, 1), settings={}, actor=builders.CADRE, approval="会议"
    )
    builders.a_plain_line(store, zhang, "8")
    board = publications.publish(store, period=Period.parse("2026-03"), actor=builders.CADRE).publication
    contests.plan(store, year=2026, villages=VILLAGES, rounds=ROUNDS, criteria=CRITERIA, actor=builders.CADRE)
    listed = clerk.get("/prints").text
    forms = rulebook.rules_on(store, date(2026, 3, 20)).paper.forms
    assert len(forms) == 7
    assert all(f">{form.title}</a>" in listed for form in forms)
    papers = {
        "/prints/items": "积分项目表",
        "/prints/sheet": "2026年3月评分表",
        f"/prints/boards/{board.id}": "2026年3月积分公示",
        f"/prints/passbooks/{zhang.id}": "03-001 积分存折",
        "/prints/contests/2026/sheet": "2026年第1轮拉练评比评分表",
        "/prints/claims/drafts/2026-Q1": "旧县街道积分制资金拨付申请表",
        "/prints/reports/2026-Q1": "旧县街道海印寺村农村人居环境整治积分制推进情况第1季度报表",
    }
    for address, title in papers.items():
        assert "存成表格" in clerk.get(address).text, address
        rows = rows_of(clerk.get(f"{address}?as=xlsx").data)
        assert rows[0][0] == title, address
        assert len(rows) > 2 or address == "/prints/items", address  # the village's own table is still empty


def test_a_papers_workbook_says_what_the_paper_says(clerk: Desk, store: Store, zhang: Household) -> None:
    builders.a_line(store, zhang, "P05", occurred=date(2026, 3, 10))
    builders.a_line(store, zhang, "N09", occurred=date(2026, 3, 11), reason="门口堆了垃圾")
    filled = rows_of(clerk.get("/prints/sheet?month=2026-03&filled=on&as=xlsx").data)
    assert filled[1] == ["组", "户号", "户主", "记了哪些", "加分", "减分", "合计"]
    (mine,) = (row for row in filled if row[1] == "03-001")
    assert (mine[4] > 0, mine[5] < 0, mine[6]) == (True, True, mine[4] + mine[5])
    blank = rows_of(clerk.get("/prints/sheet?month=2026-03&as=xlsx").data)
    assert [row[1] for row in blank[2:7]] == ["03-001", "03-002", "03-003", "05-001", "05-002"]
    book = rows_of(clerk.get(f"/prints/passbooks/{zhang.id}?as=xlsx").data)
    assert book[-1][6] * 100 == ledger.balance(store, zhang.id).hundredths
    assert len(rows_of(clerk.get(f"/prints/passbooks/{zhang.id}?as=xlsx&since=3").data)) == len(book) - 2
    board = waiting.a_board(store, "2026-03")
    shown = rows_of(clerk.get(f"/prints/boards/{board.id}?as=xlsx").data)
    frozen = publications.board(store, board.id)
    assert [row[1] for row in shown[2:7]] == [one.head for one in frozen]
    assert [row[2] * 100 for row in shown[2:7]] == [one.points.hundredths for one in frozen]
    items = rows_of(clerk.get("/prints/items?as=xlsx").data)
    assert items[1] == ["号", "大类", "分", "怎么算", "出处"]
    assert len(items) >= 52  # 25 and 25
