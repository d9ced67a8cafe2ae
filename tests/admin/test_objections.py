"""Objections: written down at the desk, points rest, and the committee decides."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests import builders
from tests.admin import waiting
from tests.admin.conftest import PASSWORD, Desk
from village import clock
from village.model.entry import Entry
from village.model.household import Household
from village.model.objection import Objection, ObjectionState
from village.services import figures, households, ledger, objections
from village.store import Store, entries


@pytest.fixture
def line(store: Store, zhang: Household) -> Entry:
    return builders.a_line(store, zhang, "P05", occurred=date(2026, 3, 10))


@pytest.fixture
def raised(store: Store, zhang: Household, line: Entry) -> Objection:
    return objections.raise_one(store, seq=line.seq, household_id=zhang.id, actor="一体机")


def test_it_works(secretary: Desk, store: Store, zhang: Household, line: Entry) -> None:
    made = secretary.post(f"/lines/{line.seq}/objection", household="05-001")
    assert "李建国" in secretary.get(made.location).text
    assert figures.of(store, zhang.id).disputed.hundredths == 800
    assert "评上清洁文明户" in secretary.get("/objections").text
    decided = secretary.post(f"{made.location}/uphold", reason="评的是隔壁那家", belongs_to="05-001")
    assert "成立，改过了" in secretary.get(decided.location).text
    assert ledger.balance(store, zhang.id).hundredths == 2000
    assert ledger.balance(store, 4).hundredths == 2800  # 05-001
    assert "没有等着核实的" in secretary.get("/objections").text


def test_the_statement_leads_to_an_objection_while_there_is_time_and_says_why_not_otherwise(
    secretary: Desk, store: Store, zhang: Household, line: Entry
) -> None:
    account, asking = f"/households/{zhang.id}", f'href="/lines/{line.seq}/objection"'
    early = secretary.get(account).text
    assert asking not in early
    assert "还没公示" in early
    assert "公示以后可以提异议" in secretary.get(f"/lines/{line.seq}").text
    with clock.held(datetime(2026, 4, 5, 9)):
        secretary.post("/login", login="secretary", password=PASSWORD)
        waiting.a_board(store, "2026-03")
        open_now = secretary.get(account).text
        assert asking in open_now
        assert open_now.count("提异议</a>") == 1  # not beside the base points
        assert asking in secretary.get(f"/lines/{line.seq}").text
        secretary.post(f"/lines/{line.seq}/objection", household="05-001")
        asked = secretary.get(account).text
        assert asking not in asked
        assert "有异议，正在核对" in asked
        assert "等着核实" in asked
    with clock.held(datetime(2026, 4, 13, 9)):
        secretary.post("/login", login="secretary", password=PASSWORD)
        other = builders.a_line(store, zhang, "P16", occurred=date(2026, 4, 1))
        objections.dismiss(store, 1, actor="书记")
        late = secretary.get(account).text
        assert "提异议的日子过了" in late
        assert "核实过，不改" in late
        assert "公示已经过了7天" in secretary.get(f"/lines/{line.seq}").text
        assert "公示以后可以提异议" in secretary.get(f"/lines/{other.seq}").text


def test_a_household_lists_what_it_objected_to_and_what_was_objected_to_it(
    store: Store, zhang: Household, line: Entry
) -> None:
    other = builders.a_line(store, households.get(store, 4), "P05", occurred=date(2026, 3, 10))
    against = objections.raise_one(store, seq=line.seq, household_id=4, actor="一体机")
    own = objections.raise_one(store, seq=other.seq, household_id=zhang.id, actor="一体机")
    assert objections.of_household(store, zhang.id) == [own, against]
    assert objections.of_household(store, 2) == []


def test_only_scored_lines_are_objected_to(secretary: Desk, store: Store, zhang: Household) -> None:
    base = entries.of_household(store, zhang.id)[0]
    assert f"/lines/{base.seq}/objection" not in secretary.get(f"/lines/{base.seq}").text
    refused = secretary.post(f"/lines/{base.seq}/objection", household="03-001")
    assert 'data-code="objection_kind"' in refused.text
    assert objections.open_ones(store) == []


def test_an_objection_that_does_not_hold_changes_nothing(
    secretary: Desk, store: Store, zhang: Household, raised: Objection
) -> None:
    assert secretary.post(f"/objections/{raised.id}/dismiss").status_code == 303
    assert objections.get(store, raised.id).state is ObjectionState.DISMISSED
    assert ledger.balance(store, zhang.id).hundredths == 2800
    assert 'data-code="decided_already"' in secretary.post(f"/objections/{raised.id}/dismiss").text


@pytest.mark.parametrize(
    ("fields", "at", "code"),
    [
        ({"reason": ""}, "reason", "field_missing"),
        ({"reason": "记错了", "belongs_to": "99-999"}, "belongs_to", "unknown_household"),
    ],
)
def test_a_wrong_field_decides_nothing(
    secretary: Desk, store: Store, raised: Objection, fields: dict[str, str], at: str, code: str
) -> None:
    refused = secretary.post(f"/objections/{raised.id}/uphold", **fields)
    assert refused.status_code == 422
    assert f'id="{at}-error" data-code="{code}"' in refused.text
    assert objections.get(store, raised.id).state is ObjectionState.OPEN


def test_a_line_that_was_taken_back_meanwhile_is_said(secretary: Desk, store: Store, raised: Objection) -> None:
    ledger.reverse(store, seq=raised.entry_seq, reason="记错了", actor="李会计")
    assert 'data-code="already_reversed"' in secretary.post(f"/objections/{raised.id}/uphold", reason="再来").text


def test_who_objects_is_named_by_a_number_that_exists(clerk: Desk, store: Store, line: Entry) -> None:
    refused = clerk.post(f"/lines/{line.seq}/objection", household="三组")
    assert 'id="household-error" data-code="unknown_household"' in refused.text
    assert objections.open_ones(store) == []


def test_long_after_the_board_an_objection_is_too_late(store: Store, line: Entry, stranger: Desk) -> None:
    waiting.a_board(store, "2026-03")
    with clock.held(date(2026, 4, 20)):
        stranger.post("/login", login="clerk", password="海印寺2026年")
        refused = stranger.post(f"/lines/{line.seq}/objection", household="03-001")
    assert 'data-code="objection_late"' in refused.text


def test_a_clerk_writes_down_and_does_not_decide(clerk: Desk, raised: Objection) -> None:
    assert 'data-code="role_wrong"' in clerk.post(f"/objections/{raised.id}/dismiss").text
