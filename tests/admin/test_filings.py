"""Papers for the town: by which day, overdue in words, and gone."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests import builders
from tests.admin.conftest import PASSWORD, Desk
from village import clock
from village.model.household import Household
from village.services import filings
from village.store import Store


@pytest.fixture
def _reports(store: Store, zhang: Household) -> None:
    builders.a_line(store, zhang, "P05", occurred=date(2026, 3, 10))
    builders.adopt(
        store, pack_id="jiuxian-2022", since=date(2026, 1, 1), settings={}, actor="书记", approval="村民代表会议"
    )


@pytest.mark.usefixtures("_reports")
def test_it_works(clerk: Desk) -> None:
    assert ">上报<" in clerk.get("/").text
    assert "第X季度报表" in clerk.get("/").text
    assert "2026年3月30日" in clerk.get("/filings").text  # the 30th, not the last of the month (JX-37)
    page = clerk.get(clerk.post("/filings/annex7/2026-Q1").location).text
    assert "clerk同志报的" in page
    assert 'data-code="filed_already"' in clerk.post("/filings/annex7/2026-Q1").text
    assert 'data-code="form_unknown"' in clerk.post("/filings/annex1/2026-Q1").text


@pytest.mark.usefixtures("_reports")
def test_what_is_late_says_so_in_words(stranger: Desk) -> None:
    with clock.held(datetime(2026, 4, 4, 9)):
        stranger.post("/login", login="clerk", password=PASSWORD)
        assert "过了 5 天" in stranger.get("/filings").text
        assert "已经过了 5 天" in stranger.get("/").text


def test_a_year_without_papers_says_so(clerk: Desk, store: Store) -> None:
    builders.adopt(
        store, pack_id="minhang-2024", since=date(2026, 1, 1), settings={}, actor="书记", approval="村民代表会议"
    )
    assert "没有要按日子报的表" in clerk.get("/filings").text
    assert ">上报<" not in clerk.get("/").text


@pytest.mark.usefixtures("_reports")
def test_a_quarters_report_is_shown_again_as_it_was_filed_to_the_byte(
    clerk: Desk, store: Store, zhang: Household
) -> None:
    now = clerk.get("/prints/reports/2026-Q1").text
    assert "旧县街道海印寺村农村人居环境整治积分制推进情况第1季度报表" in now
    assert "正向积分" in now
    assert "看填好的表" in clerk.get("/filings").text
    clerk.post("/filings/annex7/2026-Q1")
    page, table = (clerk.get(f"/prints/reports/2026-Q1{tail}").data for tail in ("", "?as=xlsx"))
    builders.a_plain_line(store, zhang, "7", item="P07")
    assert clerk.get("/prints/reports/2026-Q1").data == page
    assert clerk.get("/prints/reports/2026-Q1?as=xlsx").data == table
    kept, digest = filings.kept(store, "annex7", "2026-Q1", "page") or (b"", "")
    assert hashlib.sha256(kept).hexdigest() == digest
    assert kept.decode() in page.decode()
    assert "+15" in clerk.get("/prints/reports/2026-Q1?now=1").text  # what the books say by now
    assert "+15" not in page.decode()
    head, *rows = [[cell.value for cell in row] for row in load_workbook(BytesIO(table)).active.iter_rows(min_row=3)]
    assert head[3:9] == ["基础积分（正向积分）", "基础积分（负向扣分）", "奖励积分", "一票否决", "其他", "合计得分"]
    assert next(row for row in rows if row[0] == "全村合计")[3:9] == [8, 0, 0, 0, 0, 8]


@pytest.mark.usefixtures("_reports")
def test_the_application_for_money_is_filed_where_it_is_made(clerk: Desk) -> None:
    assert "去申请拨付" in clerk.get("/filings").text
    assert 'data-code="claim_first"' in clerk.post("/filings/annex6/2026-Q1").text
