"""Nobody at the desk decides on their own: not on the household they live in, not on the group that groups score."""

from __future__ import annotations

from datetime import date

import pytest

from tests import builders
from tests.admin import waiting
from tests.admin.conftest import Desk
from tests.admin.test_scoring import record
from village.model.household import Household
from village.model.staff import Role, Staff
from village.services import changes, households, ledger, objections, staff
from village.store import Store


@pytest.fixture
def someone(store: Store) -> Staff:
    """The secretary, whose own desk the tests sit at."""
    return next(one for one in staff.all_of(store) if one.role is Role.SECRETARY)


@pytest.fixture
def neighbour(store: Store) -> Household:
    return households.search(store, "李建国")[0]


@pytest.fixture
def at_home(store: Store, someone: Staff, zhang: Household) -> Household:
    """The secretary lives with 张桂芳."""
    staff.settle(store, someone.id, household_id=zhang.id, by=someone)
    return zhang


def test_the_secretary_writes_down_where_a_person_lives(secretary: Desk, someone: Staff) -> None:
    assert "不在本村，或者还没写" in secretary.get("/staff").text
    told = secretary.post(f"/staff/{someone.id}/home", household="03-001")
    page = secretary.get(told.location).text
    assert "张桂芳" in page
    assert "三组 · 03-001" in page
    assert 'value="03-001"' in secretary.get(f"/staff/{someone.id}/home").text
    secretary.post(f"/staff/{someone.id}/home", household="")
    assert "张桂芳" not in secretary.get("/staff").text


def test_a_house_number_nobody_has_is_said_and_nothing_is_written(
    secretary: Desk, store: Store, someone: Staff
) -> None:
    refused = secretary.post(f"/staff/{someone.id}/home", household="99-999")
    assert refused.status_code == 422
    assert 'id="household-error" data-code="unknown_household"' in refused.text
    assert staff.all_of(store)[someone.id - 1].household_id is None


def test_nobody_scores_their_own_household(
    secretary: Desk, clerk: Desk, store: Store, at_home: Household, neighbour: Household
) -> None:
    refused = record(secretary, at_home)
    assert refused.status_code == 422
    assert 'data-code="recused"' in refused.text
    assert "张桂芳家是您自己家，请另一位同事来办。" in refused.text
    assert 'value="网格员李会计反馈"' in refused.text
    assert ledger.balance(store, at_home.id).hundredths == 2000
    assert record(secretary, neighbour).status_code == 303
    assert record(clerk, at_home).status_code == 303


def test_nobody_reviews_what_their_own_household_declared(secretary: Desk, store: Store, at_home: Household) -> None:
    declared = waiting.a_declaration(store, at_home)
    for verdict, fields in (("approve", {}), ("reject", {"reason": "没有看见"})):
        refused = secretary.post(f"/declarations/{declared.id}/{verdict}", **fields)
        assert refused.status_code == 422
        assert 'data-code="recused"' in refused.text
    assert ledger.balance(store, at_home.id).hundredths == 2000


def test_nobody_takes_back_a_line_of_their_own_household(secretary: Desk, store: Store, at_home: Household) -> None:
    line = builders.a_line(store, at_home, "N09", occurred=date(2026, 3, 10))
    refused = secretary.post(f"/lines/{line.seq}/reverse", reason="看错了")
    assert 'data-code="recused"' in refused.text
    assert ledger.balance(store, at_home.id).hundredths == 1500


def test_nobody_decides_an_objection_of_their_own_household(
    secretary: Desk, store: Store, at_home: Household, neighbour: Household
) -> None:
    own = builders.a_line(store, at_home, "P05", occurred=date(2026, 3, 10))
    other = builders.a_line(store, neighbour, "P05", occurred=date(2026, 3, 10))
    about_own = objections.raise_one(store, seq=own.seq, household_id=neighbour.id, actor="一体机")
    from_own = objections.raise_one(store, seq=other.seq, household_id=at_home.id, actor="一体机")
    for raised in (about_own, from_own):
        assert 'data-code="recused"' in secretary.post(f"/objections/{raised.id}/dismiss", stays="看过").text
        assert 'data-code="recused"' in secretary.post(f"/objections/{raised.id}/uphold", reason="记错了").text
    free = builders.a_line(store, neighbour, "P07", occurred=date(2026, 3, 10))
    raised = objections.raise_one(store, seq=free.seq, household_id=neighbour.id, actor="一体机")
    given = secretary.post(f"/objections/{raised.id}/uphold", reason="是那家的", belongs_to=at_home.number)
    assert 'data-code="recused"' in given.text
    assert ledger.balance(store, at_home.id).hundredths == 2800


def test_where_groups_score_each_other_nobody_scores_their_own_group(
    secretary: Desk, store: Store, someone: Staff, zhang: Household, neighbour: Household
) -> None:
    mate = households.search(store, "单雄信")[0]
    staff.settle(store, someone.id, household_id=zhang.id, by=someone)
    assert record(secretary, mate).status_code == 303
    builders.adopt(
        store,
        pack_id="yangkou-2023",
        since=date(2026, 1, 1),
        settings={"positives_by": ["peers"]},
        actor="书记",
        approval=builders.RECORD,
    )
    assert "互评的时候也不评自己组" in secretary.get(f"/staff/{someone.id}/home").text
    refused = record(secretary, mate, item="P05")
    assert 'data-code="own_group"' in refused.text
    assert "互评不评自己组" in refused.text
    assert record(secretary, neighbour, item="P05").status_code == 303


def test_who_lived_in_a_household_that_was_merged_lives_where_it_went(
    secretary: Desk, store: Store, at_home: Household, neighbour: Household
) -> None:
    changes.merge(store, neighbour.id, former_id=at_home.id, actor="书记", reason="并户")
    assert 'data-code="recused"' in record(secretary, neighbour).text
