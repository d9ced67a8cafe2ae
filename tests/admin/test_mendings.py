"""What was deducted for waits until it is mended, with how and what help was offered (YK-19)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests import builders
from tests.admin.conftest import Desk
from village.errors import VillageError
from village.model.entry import Entry
from village.model.household import Household
from village.model.staff import Role
from village.services import ledger, mendings, rulebook
from village.store import Store, acts


@pytest.fixture
def deducted(store: Store, zhang: Household) -> Entry:
    return builders.a_line(store, zhang, "N09", occurred=date(2026, 3, 10))


def test_it_works(clerk: Desk, store: Store, deducted: Entry) -> None:
    assert "待整改" in clerk.get("/mendings").text
    assert f"/mendings/{deducted.seq}" in clerk.get(f"/lines/{deducted.seq}").text
    done = clerk.post(f"/mendings/{deducted.seq}", how="门前清干净了", offered="法律咨询")
    page = clerk.get(done.location).text
    assert "待整改" not in page
    assert "门前清干净了" in page
    assert "法律咨询" in page
    assert "已整改：2026年3月20日 门前清干净了" in clerk.get(f"/mendings/{deducted.seq}").text
    assert next(act for _, _, act, _ in acts.of_subject(store, f"entry:{deducted.id}")) == "mend"


def test_the_household_is_told_on_paper_what_to_mend_by_when_and_who_helps(clerk: Desk, deducted: Entry) -> None:
    assert f"/prints/mendings/{deducted.seq}" in clerk.get("/mendings").text
    page = clerk.get(f"/prints/mendings/{deducted.seq}?by=2026-04-10").text
    for each in ("整改告知书", "三组 张桂芳", "2026年3月10日", "YK-", "2026年4月10日", "法律咨询", "不罚款"):
        assert each in page
    assert "2026年4月4日" in clerk.get(f"/prints/mendings/{deducted.seq}?by=soon").text


def test_what_deducted_nothing_has_no_notice(clerk: Desk, store: Store, zhang: Household) -> None:
    line = builders.a_line(store, zhang, "P07")
    assert "没有要改的" in clerk.get(f"/prints/mendings/{line.seq}").text


@pytest.mark.parametrize(
    ("fields", "at", "code"),
    [
        ({"how": ""}, "how", "field_missing"),
        ({"how": "清干净了", "offered": "发钱"}, "offered", "field_wrong"),
    ],
)
def test_a_wrong_field_is_said_at_the_field_and_it_still_waits(
    clerk: Desk, store: Store, deducted: Entry, fields: dict[str, str], at: str, code: str
) -> None:
    refused = clerk.post(f"/mendings/{deducted.seq}", **{"offered": "", **fields})
    assert f'id="{at}-error" data-code="{code}"' in refused.text
    assert mendings.of_all(store) == ([deducted], [])


def test_what_was_taken_back_or_given_needs_no_mending(store: Store, zhang: Household, deducted: Entry) -> None:
    given = builders.a_line(store, zhang, "P07", occurred=date(2026, 3, 10))
    ledger.reverse(store, seq=deducted.seq, reason="记错了人家", actor="李会计")
    assert mendings.of_all(store) == ([], [])
    for seq in (given.seq, deducted.seq):
        with pytest.raises(VillageError, match="mending_unasked"):
            mendings.mend(store, seq, how="清干净了", actor="李会计")


def test_a_line_is_mended_once_with_help_that_the_document_lists(store: Store, deducted: Entry) -> None:
    with pytest.raises(VillageError, match="reason_missing"):
        mendings.mend(store, deducted.seq, how=" ", actor="李会计")
    with pytest.raises(VillageError, match="service_unlisted") as refused:
        mendings.mend(store, deducted.seq, how="清干净了", offered="发钱", actor="李会计")
    assert refused.value.clause == "YK-19"
    mendings.mend(store, deducted.seq, how="清干净了", offered="人民调解", actor="李会计")
    with pytest.raises(VillageError, match="mended_already"):
        mendings.mend(store, deducted.seq, how="清干净了", actor="李会计")


def test_a_document_without_this_duty_does_not_show_it(sit: Callable[[Role], Desk], store: Store) -> None:
    assert "/mendings" in sit(Role.CLERK).get("/").text
    rulebook.adopt(
        store, pack_id="dazu-2021", since=date(2026, 1, 1), settings={}, approval="村民代表会议", actor="书记"
    )
    assert "/mendings" not in sit(Role.CLERK).get("/").text
