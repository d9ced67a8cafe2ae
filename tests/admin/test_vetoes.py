"""One-vote veto: only where the rules know one, with a month and a reason."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from tests import builders
from tests.admin.conftest import Desk
from village.model.household import Household
from village.services import ledger, receipts, rulebook
from village.store import Store, vetoes


@pytest.fixture
def _jiuxian(store: Store) -> None:
    rulebook.adopt(
        store, pack_id="jiuxian-2022", since=date(2026, 3, 1), settings={}, actor="书记", approval="村民代表会议"
    )


@pytest.mark.usefixtures("_jiuxian")
def test_it_works(secretary: Desk, store: Store, zhang: Household) -> None:
    builders.a_plain_line(store, zhang, "8")
    assert "一票否决" in secretary.get(f"/households/{zhang.id}").text
    assert 'value="2026-03"' in secretary.get(f"/households/{zhang.id}/veto").text
    done = secretary.post(f"/households/{zhang.id}/veto", month="2026-03", reason="焚烧秸秆，镇里通报")
    assert "焚烧秸秆" in secretary.get(done.location).text
    assert ledger.balance(store, zhang.id).hundredths == 2000


@pytest.mark.usefixtures("_jiuxian")
def test_the_line_of_a_veto_is_called_by_its_name_wherever_it_stands(
    secretary: Desk, store: Store, zhang: Household
) -> None:
    builders.a_plain_line(store, zhang, "8")
    secretary.post(f"/households/{zhang.id}/veto", month="2026-03", reason="焚烧秸秆，镇里通报")
    home = secretary.get(f"/households/{zhang.id}").text
    assert '<span class="what">2026年3月一票否决</span>' in home
    assert "一票否决 -8" in home
    for place in ("/charts/categories", "/statistics/2026/kinds?csv", "/statistics", "/prints/reports/2026-Q1"):
        assert "一票否决" in secretary.get(place).text
    book = load_workbook(io.BytesIO(secretary.get(f"/prints/passbooks/{zhang.id}?as=xlsx").data)).active
    assert next(row for row in book.iter_rows(values_only=True) if row[4] == -8)[2] == "2026年3月一票否决"
    job = receipts.issue(store, zhang.id, actor=builders.CADRE)
    assert [line.what for line in job.receipt.lines][-1] == "2026年3月一票否决：焚烧秸秆，镇里通报"


@pytest.mark.usefixtures("_jiuxian")
@pytest.mark.parametrize(
    ("fields", "at", "code"),
    [
        ({"month": "", "reason": "通报"}, "month", "field_missing"),
        ({"month": "三月", "reason": "通报"}, "month", "field_wrong"),
        ({"month": "2026-03", "reason": " "}, "reason", "reason_missing"),
    ],
)
def test_a_wrong_field_voids_nothing(
    secretary: Desk, store: Store, zhang: Household, fields: dict[str, str], at: str, code: str
) -> None:
    refused = secretary.post(f"/households/{zhang.id}/veto", **fields)
    assert refused.status_code == 422
    assert f'id="{at}-error" data-code="{code}"' in refused.text
    assert not vetoes.months(store, zhang.id)


@pytest.mark.usefixtures("_jiuxian")
def test_a_month_is_voided_once(secretary: Desk, zhang: Household) -> None:
    fields = {"month": "2026-03", "reason": "通报"}
    secretary.post(f"/households/{zhang.id}/veto", **fields)
    again = secretary.post(f"/households/{zhang.id}/veto", **fields)
    assert 'id="month-error" data-code="already_reversed"' in again.text


def test_where_the_rules_know_no_veto_none_is_offered(secretary: Desk, zhang: Household) -> None:
    assert "一票否决" not in secretary.get(f"/households/{zhang.id}").text
    assert "没有一票否决" in secretary.get(f"/households/{zhang.id}/veto").text
    refused = secretary.post(f"/households/{zhang.id}/veto", month="2026-03", reason="通报")
    assert 'data-code="veto_off"' in refused.text
