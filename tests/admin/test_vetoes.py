"""One-vote veto: only where the rules know one, with a month and a reason."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from tests import builders
from tests.admin.conftest import Desk
from village.model.household import Household
from village.model.period import Period
from village.services import announcements, ledger, publications, receipts, rulebook
from village.store import Store, vetoes
from village.voice import boards


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


@pytest.fixture
def vetoed(_jiuxian: None, secretary: Desk, store: Store, zhang: Household) -> str:
    """March does not count for 张桂芳; answers the page that takes it back."""
    builders.a_plain_line(store, zhang, "8")
    secretary.post(f"/households/{zhang.id}/veto", month="2026-03", reason="焚烧秸秆，镇里通报")
    return f"/households/{zhang.id}/veto/1/take-back"


def test_a_wrong_veto_is_taken_back_once_however_often_it_is_sent(
    secretary: Desk, store: Store, zhang: Household, vetoed: str
) -> None:
    assert vetoed in secretary.get(f"/households/{zhang.id}/veto").text
    asked = secretary.get(vetoed).text
    assert "2026年3月" in asked
    assert "焚烧秸秆，镇里通报" in asked
    fields = {"reason": "通报的是邻村的人", "token": "taking-back-a-veto-1"}
    done = [secretary.post(vetoed, **fields) for _ in range(2)]
    assert [one.status_code for one in done] == [303, 303]
    assert "这个月的分照样算" in secretary.get(done[0].location).text
    assert ledger.balance(store, zhang.id).hundredths == 2800
    assert "通报的是邻村的人" in secretary.get(f"/households/{zhang.id}/veto").text
    assert "已经撤回了" in secretary.get(vetoed).text
    again = secretary.post(vetoed, reason="再撤一次", token="taking-back-a-veto-2")
    assert again.status_code == 422
    assert 'data-code="already_reversed"' in again.text
    assert "JX-02" in again.text


def test_without_a_reason_the_veto_stands_and_the_form_is_kept(secretary: Desk, store: Store, vetoed: str) -> None:
    refused = secretary.post(vetoed, reason=" ", token="taking-back-a-veto-1")
    assert refused.status_code == 422
    assert 'id="reason-error" data-code="reason_missing"' in refused.text
    assert "taking-back-a-veto-1" in refused.text
    assert ledger.balance(store, 1).hundredths == 2000
    assert "没有这一次否决" in secretary.get("/households/1/veto/9/take-back").text


def test_the_line_of_a_veto_leads_to_its_page_and_is_not_corrected_by_itself(
    secretary: Desk, clerk: Desk, store: Store, vetoed: str
) -> None:
    seq = ledger.head(store).seq
    assert vetoed in secretary.get(f"/lines/{seq}").text
    assert vetoed not in clerk.get(f"/lines/{seq}").text
    assert clerk.get(f"/lines/{seq}/reverse").location.endswith(vetoed)
    assert clerk.post(f"/lines/{seq}/reverse", reason="记错了").location.endswith(vetoed)
    assert clerk.post(vetoed, reason="记错了").status_code == 422
    assert ledger.balance(store, 1).hundredths == 2000


def test_a_board_that_told_of_the_veto_tells_that_it_was_taken_back(
    secretary: Desk, store: Store, zhang: Household, vetoed: str
) -> None:
    made = publications.publish(store, period=Period.parse("2026-03"), actor="书记").publication
    done = secretary.post(vetoed, reason="通报的是邻村的人")
    assert "请再打一张贴出来" in secretary.get(done.location).text
    assert "（已撤回" in secretary.get(f"/boards/{made.id}").text
    assert "（已撤回）" in secretary.get(f"/prints/boards/{made.id}").text
    assert next(iter(boards.told(store, "column"))).key == "boards.veto_back"
    assert any("否决已经撤回" in one.shown for one in announcements.of_board(store, made, group=zhang.group))
    secretary.post(f"/households/{zhang.id}/veto", month="2026-03", reason="裁定")
    assert "已撤回" not in secretary.get(f"/boards/{made.id}").text
