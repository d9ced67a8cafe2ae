"""Single lines: looked at, taken back, printed."""

from __future__ import annotations

from datetime import date

import pytest

from tests import builders
from tests.admin.conftest import PASSWORD, Desk
from tests.conftest import TODAY
from village import clock
from village.model.entry import Entry
from village.model.household import Household
from village.services import ledger, receipts
from village.store import Store, entries


@pytest.fixture
def line(store: Store, zhang: Household) -> Entry:
    return builders.a_line(store, zhang, "P05", occurred=date(2026, 3, 10), reason="三月评上的")


def test_it_works(clerk: Desk, line: Entry) -> None:
    today = clerk.get("/lines").text
    assert "评上清洁文明户" in today
    assert "张桂芳" in today
    page = clerk.get(f"/lines/{line.seq}").text
    for told in ("三月评上的", "2026年3月10日", "YK-P05 附件1第5项", line.id, line.hash[:8], builders.CADRE):
        assert told in page


@pytest.mark.usefixtures("line")
def test_lines_of_other_days_are_not_todays(clerk: Desk) -> None:
    with clock.held(TODAY.replace(day=21)):
        clerk.post("/login", login="clerk", password=PASSWORD)
        assert "今天还没有记" in clerk.get("/lines").text


def test_a_line_is_taken_back_by_another_with_a_reason(
    clerk: Desk, store: Store, zhang: Household, line: Entry
) -> None:
    made = clerk.post(f"/lines/{line.seq}/reverse", reason="记到别人家了")
    page = clerk.get(made.location).text
    assert "更正" in page
    assert "记到别人家了" in page
    assert ledger.balance(store, zhang.id).hundredths == 2000
    assert "已经更正" in clerk.get(f"/lines/{line.seq}").text
    account = clerk.get(f"/households/{zhang.id}").text
    assert "（已更正，" in account
    assert 'id="balance">20<' in account
    assert f'href="{made.location}">看更正</a>' in account
    assert f'2026年3月10日的，<a href="/lines/{line.seq}">看原来那一笔</a>' in account
    assert f'href="/lines/{line.seq}">看原来那一笔</a>' in page
    assert f'href="{made.location}">看更正的那一笔</a>' in clerk.get(f"/lines/{line.seq}").text


def test_taking_back_needs_a_reason(clerk: Desk, store: Store, line: Entry) -> None:
    refused = clerk.post(f"/lines/{line.seq}/reverse", reason="  ")
    assert refused.status_code == 422
    assert 'id="reason-error" data-code="reason_missing"' in refused.text
    assert entries.count(store) == 6


def test_a_line_is_taken_back_once_and_a_counter_entry_never(clerk: Desk, store: Store, line: Entry) -> None:
    fields = {"reason": "记错了", "token": "0123456789abcdefghij"}
    first = clerk.post(f"/lines/{line.seq}/reverse", **fields)
    assert clerk.post(f"/lines/{line.seq}/reverse", **fields).location == first.location
    assert 'data-code="already_reversed"' in clerk.post(f"/lines/{line.seq}/reverse", reason="再来").text
    assert 'data-code="already_reversed"' in clerk.post(first.location + "/reverse", reason="再来").text
    assert entries.count(store) == 7


def test_the_receipt_of_a_line_is_offered_and_queued_once(clerk: Desk, store: Store, line: Entry) -> None:
    assert "打印小票" in clerk.get(f"/lines/{line.seq}").text
    fields = {"token": "0123456789abcdefghij"}
    first = clerk.post(f"/lines/{line.seq}/receipt", **fields)
    assert clerk.post(f"/lines/{line.seq}/receipt", **fields).location == first.location
    (job,) = receipts.recent(store)
    assert [told.what for told in job.receipt.lines] == ["评上清洁文明户"]
    assert "排上队" in clerk.get(first.location).text


def test_a_line_that_is_not_there_is_said(clerk: Desk) -> None:
    assert 'data-code="entry_unknown"' in clerk.get("/lines/999").text
