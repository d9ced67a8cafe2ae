"""Applying for money at the desk: the package of a quarter, the prize, what is withheld, papers to the byte."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests import builders
from tests.admin.conftest import Desk, staff_before_a_book
from tests.services.test_claims import QUARTER, a_plan, zhang  # noqa: F401
from village.model.household import Household
from village.services import claims, findings, rulebook
from village.store import Store


@pytest.fixture
def store(founded: Path, staffed: Path, tmp_path: Path) -> Iterator[Store]:
    yield from staff_before_a_book(founded, staffed, tmp_path / "data")


@pytest.fixture
def home(zhang: Household) -> Household:  # noqa: F811
    """A household that redeemed eight points in January; every month is on the board."""
    return zhang


def test_it_works(clerk: Desk, store: Store, home: Household) -> None:
    assert home
    assert ">拨付申请<" in clerk.get("/").text
    page = clerk.get("/claims/2026-Q1").text
    assert "合计都一样" in page
    assert "大写 捌元整" in page
    assert 'id="paper-error" data-code="plan_missing"' in clerk.post("/claims/2026-Q1", paper="").text
    plan = a_plan(store)
    assert clerk.post("/claims/2026-Q1", paper=str(plan)).status_code == 303
    (made,) = claims.all_of(store)
    paper = clerk.get(f"/prints/claims/{made.id}").text
    for words in ("资金拨付申请表", "捌元整", "个案台账", "积分奖励规则", "评分台账", "兑换台账", "集中整治活动方案"):
        assert words in paper
    assert 'data-code="claimed_already"' in clerk.post("/claims/2026-Q1", paper=str(plan)).text
    assert (
        "去申请拨付" in clerk.get("/filings?year=2026").text or "clerk同志报的" in clerk.get("/filings?year=2026").text
    )


def test_what_was_filed_is_shown_again_to_the_byte(clerk: Desk, store: Store, home: Household) -> None:
    clerk.post("/claims/2026-Q1", paper=str(a_plan(store)))
    (made,) = claims.all_of(store)
    page, table = (clerk.get(f"/prints/claims/{made.id}{tail}").data for tail in ("", "?as=xlsx"))
    builders.a_plain_line(store, home, "3", item="P07")
    assert clerk.get(f"/prints/claims/{made.id}").data == page
    assert clerk.get(f"/prints/claims/{made.id}?as=xlsx").data == table
    book = load_workbook(BytesIO(table))
    assert book.sheetnames == ["申请表", "个案台账", "评分台账", "兑换台账"]
    last = {name: [cell.value for cell in list(book[name].rows)[-1]] for name in book.sheetnames}
    assert last["个案台账"][3:] == [15, 0, 15, 8]
    assert (last["评分台账"][5], last["兑换台账"][5]) == (15, -8)
    amounts = {row[0].value: row[1].value for row in book["申请表"].iter_rows(min_row=3)}
    assert (amounts["申请金额（元）"], amounts["大写"]) == (8, "捌元整")


def test_everything_for_the_street_is_one_file(clerk: Desk, store: Store, home: Household) -> None:
    assert home
    clerk.post("/claims/2026-Q1", paper=str(a_plan(store)))
    (made,) = claims.all_of(store)
    with zipfile.ZipFile(BytesIO(clerk.get(f"/claims/{made.id}/package").data)) as parts:
        names = parts.namelist()
        assert [name.rpartition(".")[2] for name in names] == ["pdf", "xlsx", "pdf"]
        text = re.sub(r"\s", "", "".join(one.extract_text() for one in PdfReader(BytesIO(parts.read(names[0]))).pages))
        assert "捌元整" in text
        assert "合计1户+150+158" in text  # annex 3: shown, corrected, scored, redeemed
        assert "合计3笔+15" in text
        assert "合计1笔-8" in text
        assert parts.read(names[2]) == b"%PDF plan"


def test_the_line_that_differs_is_named_and_nothing_is_filed(clerk: Desk, store: Store, home: Household) -> None:
    late = builders.a_plain_line(store, home, "3", item="P07")
    page = clerk.get("/claims/2026-Q1").text
    assert "这一笔没有公示过" in page
    assert f"/lines/{late.seq}" in page
    assert 'data-code="totals_differ"' in clerk.post("/claims/2026-Q1", paper=str(a_plan(store))).text
    assert claims.all_of(store) == []


def test_a_quarter_under_mending_is_not_marked_as_paid(
    clerk: Desk, secretary: Desk, inspector: Desk, store: Store, home: Household
) -> None:
    assert home
    clerk.post("/claims/2026-Q1", paper=str(a_plan(store)))
    (made,) = claims.all_of(store)
    found = {"quarter": "2026-Q1", "part": "资金使用", "agrees": "no", "found": "少一张发票", "inspector": "检查组"}
    inspector.post("/findings", **found)
    assert '<b class="ill">待整改</b>' in clerk.get("/claims").text
    assert 'data-code="payment_withheld"' in clerk.post(f"/claims/{made.id}/paid").text
    (finding,) = findings.unsettled(store, QUARTER.name)
    clerk.post(f"/findings/{finding.id}/mend", how="补齐")
    assert 'data-code="payment_withheld"' in clerk.post(f"/claims/{made.id}/paid").text
    secretary.post(f"/findings/{finding.id}/approve", approval="区审3号")
    assert clerk.post(f"/claims/{made.id}/paid", day="2026-03-20").status_code == 303
    assert "已拨付 2026年3月20日" in clerk.get("/claims").text
    assert "拨付：2026年第1季度积分兑换" in clerk.get("/funds").text


def test_the_prize_is_applied_for_with_its_purpose(clerk: Desk, store: Store, home: Household) -> None:
    assert home
    assert "提升农村人居环境" in clerk.get("/claims/prizes/2026").text
    refused = clerk.post("/claims/prizes/2026", purpose="发工资", ground="通报5号")
    assert 'id="purpose-error" data-code="heading_unknown"' in refused.text
    assert clerk.post("/claims/prizes/2026", purpose="深化积分制", ground="通报5号").status_code == 303
    (made,) = claims.all_of(store)
    paper = clerk.get(f"/prints/claims/{made.id}").text
    assert "贰万元整" in paper
    assert "深化积分制" in paper
    assert "用于深化积分制" in clerk.get("/claims").text
    assert clerk.post(f"/claims/{made.id}/returned", reason="章不清楚").status_code == 303
    assert "退回 2026年3月20日 章不清楚" in clerk.get("/claims").text


def test_rules_without_applications_offer_none(clerk: Desk, store: Store) -> None:
    assert "不用申请拨付" in clerk.get("/claims").text
    assert ">拨付申请<" not in clerk.get("/").text
    assert rulebook.rules_on(store, date(2026, 3, 20)).paper.made("claim") is None
