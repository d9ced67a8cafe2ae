"""Household changes: moving away, splitting, merging."""

from __future__ import annotations

import pytest

from tests import builders
from tests.admin.conftest import Desk
from village.model.household import Household
from village.services import households, ledger
from village.store import Store


@pytest.fixture
def grandchild(store: Store, zhang: Household) -> str:
    households.add_member(store, zhang.id, name="李小满", relation="孙女", actor=builders.CADRE)
    return "李小满"


def family(store: Store, household_id: int) -> list[tuple[str, str]]:
    return [(one.name, one.relation) for one in households.members(store, household_id)]


def test_it_works(secretary: Desk, store: Store, zhang: Household, grandchild: str) -> None:
    assert grandchild in secretary.get(f"/households/{zhang.id}/split").text
    made = secretary.post(
        f"/households/{zhang.id}/split", head=grandchild, group="三组", members=[grandchild], reason="分户"
    )
    page = secretary.get(made.location).text
    assert "03-004" in page
    assert family(store, zhang.id) == [("张桂芳", "户主")]
    new_id = int(made.location.rsplit("/", 1)[1])
    assert family(store, new_id) == [(grandchild, "户主")]
    merged = secretary.post(f"/households/{zhang.id}/merge", former="03-004", reason="又住到一起")
    assert "并好了" in secretary.get(merged.location).text
    assert sorted(family(store, zhang.id)) == [("张桂芳", "户主"), (grandchild, "")]
    assert households.get(store, new_id).closed
    left = secretary.post(f"/households/{zhang.id}/leave")
    gone = secretary.get(left.location).text
    assert "已经销户，不能再换" in gone
    assert "都能换" not in gone


def test_who_becomes_a_head_goes_along_though_nobody_ticked_them(
    secretary: Desk, store: Store, zhang: Household, grandchild: str
) -> None:
    households.add_member(store, zhang.id, name="王二", relation="孙女婿", actor=builders.CADRE)
    made = secretary.post(
        f"/households/{zhang.id}/split", head=grandchild, group="三组", members=["王二"], reason="分户"
    )
    assert family(store, zhang.id) == [("张桂芳", "户主")]
    new_id = int(made.location.rsplit("/", 1)[1])
    assert sorted(family(store, new_id)) == [(grandchild, "户主"), ("王二", "孙女婿")]


def test_a_namesake_of_the_head_takes_nobody_along(secretary: Desk, store: Store, zhang: Household) -> None:
    made = secretary.post(f"/households/{zhang.id}/split", head=zhang.head, group="三组", members=[], reason="分户")
    assert family(store, zhang.id) == [("张桂芳", "户主")]
    assert family(store, int(made.location.rsplit("/", 1)[1])) == [("张桂芳", "户主")]


@pytest.mark.parametrize(
    ("fields", "at", "code"),
    [
        ({"head": ""}, "head", "name_empty"),
        ({"head": "张😀"}, "head", "name_wrong"),
        ({"group": ""}, "group", "field_missing"),
        ({"reason": ""}, "reason", "field_missing"),
    ],
)
def test_a_wrong_field_splits_nothing_and_keeps_the_ticks(
    clerk: Desk, store: Store, zhang: Household, grandchild: str, fields: dict[str, str], at: str, code: str
) -> None:
    sent = {"head": grandchild, "group": "三组", "reason": "分户", "members": [grandchild], **fields}
    refused = clerk.post(f"/households/{zhang.id}/split", **sent)
    assert refused.status_code == 422
    assert f'id="{at}-error" data-code="{code}"' in refused.text
    assert f'value="{grandchild}" checked' in refused.text
    assert households.count(store) == 5


@pytest.mark.parametrize(
    ("former", "code"), [("", "field_missing"), ("99-999", "unknown_household"), ("03-001", "same_household")]
)
def test_what_is_merged_is_another_household_of_the_village(
    secretary: Desk, store: Store, zhang: Household, former: str, code: str
) -> None:
    refused = secretary.post(f"/households/{zhang.id}/merge", former=former, reason="并户")
    assert f'id="former-error" data-code="{code}"' in refused.text
    assert households.count(store) == 5


def test_lines_come_along_and_base_points_do_not(secretary: Desk, store: Store, zhang: Household) -> None:
    other = households.search(store, "03-002")[0]
    builders.a_plain_line(store, other, "6")
    secretary.post(f"/households/{zhang.id}/merge", former="03-002", reason="并户")
    assert ledger.balance(store, zhang.id).hundredths == 2600
    assert ledger.balance(store, other.id).hundredths == 0


def test_whoever_records_points_ends_no_account(clerk: Desk, store: Store, zhang: Household) -> None:
    page = clerk.get(f"/households/{zhang.id}").text
    assert "分户" in page
    assert "迁走销户" not in page
    assert "别的户并过来" not in page
    for act, fields in (("leave", {}), ("merge", {"former": "03-002", "reason": "并户"})):
        assert 'data-code="role_wrong"' in clerk.post(f"/households/{zhang.id}/{act}", **fields).text
    assert not any(one.closed for one in households.search(store, ""))


def test_a_closed_account_neither_leaves_nor_splits_nor_merges(secretary: Desk, zhang: Household) -> None:
    secretary.post(f"/households/{zhang.id}/leave")
    for act in ("leave", "split", "merge"):
        fields = {"head": "李小满", "group": "三组", "former": "03-002", "reason": "再来"}
        assert 'data-code="account_closed"' in secretary.post(f"/households/{zhang.id}/{act}", **fields).text
    assert "分户" not in secretary.get(f"/households/{zhang.id}").text
