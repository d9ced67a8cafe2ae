"""The people of a household: renamed or gone, and nothing that was told of them is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests import builders
from tests.admin.conftest import Desk
from village.errors import VillageError
from village.model.household import Household, Member
from village.services import changes, households, members, rulebook, statements
from village.services.statements import Access
from village.store import Store


@pytest.fixture
def daughter(store: Store, zhang: Household) -> Member:
    households.add_member(store, zhang.id, name="李小满", relation="女儿", actor="书记")
    return households.members(store, zhang.id)[-1]


def place(member: Member) -> str:
    return f"/households/{member.household_id}/members/{member.id}"


def said(store: Store, act: str) -> list[str]:
    """The details of acts of a name, as the record keeps them."""
    return [detail for (detail,) in store.db.execute("SELECT detail FROM acts WHERE act = ?", (act,))]


def test_a_name_is_mended_and_the_old_one_stays_written(
    clerk: Desk, store: Store, zhang: Household, daughter: Member
) -> None:
    builders.a_line(store, zhang, "P18", occurred=date(2026, 3, 9), member="李小满")
    assert f'href="{place(daughter)}"' in clerk.get(f"/households/{zhang.id}").text
    done = clerk.post(place(daughter), name="李晓满", relation="女儿")
    page = clerk.get(done.location).text
    assert "李晓满" in page
    assert "以前叫 李小满" in clerk.get(place(daughter)).text
    assert said(store, "amend_member") == ["李小满 → 李晓满"]
    assert statements.statement(store, zhang.id, access=Access.OWN)[0].member == "李小满"


def test_who_left_is_no_longer_offered_and_what_they_did_stays(
    clerk: Desk, store: Store, zhang: Household, daughter: Member
) -> None:
    builders.a_line(store, zhang, "P18", occurred=date(2026, 3, 9), member="李小满")
    assert clerk.post(f"{place(daughter)}/remove").status_code == 303
    assert [one.name for one in households.members(store, zhang.id)] == ["张桂芳"]
    assert "李小满" not in clerk.client.get(f"/households/{zhang.id}/lines/item?item=P18").text
    assert "李小满" in clerk.get(f"/households/{zhang.id}").text  # beside the line
    assert said(store, "remove_member") == ["李小满"]
    kept = store.db.execute("SELECT name, gone_on FROM members WHERE id = ?", (daughter.id,)).fetchone()
    assert kept == ("李小满", "2026-03-20")
    assert clerk.get(place(daughter)).status_code == 404


def test_the_head_is_changed_with_the_household_and_nowhere_else(clerk: Desk, store: Store, zhang: Household) -> None:
    households.add_member(store, zhang.id, name="李小满", relation="女儿", actor="书记")
    head = households.members(store, zhang.id)[0]
    assert "不在这一家了" not in clerk.get(place(head)).text
    assert 'id="name-error" data-code="member_head"' in clerk.post(place(head), name="张桂香", relation="户主").text
    assert 'data-code="member_head"' in clerk.post(f"{place(head)}/remove").text
    households.amend(store, replace(zhang, head="张桂香"), actor="书记")
    known = households.members(store, zhang.id)[0]
    assert (known.name, known.former) == ("张桂香", ("张桂芳",))
    households.amend(store, replace(zhang, head="李小满"), actor="书记")
    assert [one.name for one in households.members(store, zhang.id)] == ["张桂香", "李小满"]


@pytest.mark.parametrize("name", ["", "😀", "字" * 31])
def test_a_wrong_name_changes_nothing(clerk: Desk, store: Store, daughter: Member, name: str) -> None:
    refused = clerk.post(place(daughter), name=name, relation="女儿")
    assert refused.status_code == 422
    assert 'id="name-error"' in refused.text
    assert said(store, "amend_member") == []


def test_points_follow_a_member_under_the_name_of_today_too(store: Store, zhang: Household, daughter: Member) -> None:
    rulebook.adopt(
        store,
        pack_id="yangkou-2023",
        since=date(2026, 1, 1),
        settings={"base_points": 20, "publication_day": 5, "split_points": "follow_member"},
        actor="书记",
        approval=builders.RECORD,
    )
    line = builders.a_line(store, zhang, "P18", occurred=date(2026, 3, 9), member="李小满")
    members.amend(store, daughter.id, name="李晓满", relation="女儿", actor="书记")
    made = changes.split(store, zhang.id, head="李晓满", group="三组", members=["李晓满"], actor="书记", reason="分户")
    assert line.points in [one.points for one in statements.statement(store, made.id, access=Access.OWN)]


def test_nobody_of_a_closed_account_is_changed(store: Store, zhang: Household, daughter: Member) -> None:
    changes.leave(store, zhang.id, actor="书记")
    with pytest.raises(VillageError, match="account_closed"):
        members.amend(store, daughter.id, name="李晓满", relation="", actor="书记")
    with pytest.raises(VillageError, match="account_closed"):
        members.remove(store, daughter.id, actor="书记")
