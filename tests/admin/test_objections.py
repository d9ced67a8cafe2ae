"""Objections: written down at the desk, points rest, and the committee decides."""

from __future__ import annotations

from datetime import date

import pytest

from tests import builders
from tests.admin import waiting
from tests.admin.conftest import Desk
from village import clock
from village.model.entry import Entry
from village.model.household import Household
from village.model.objection import Objection, ObjectionState
from village.services import figures, ledger, objections
from village.store import Store


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
