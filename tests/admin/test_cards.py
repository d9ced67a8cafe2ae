"""Cards with a QR that carries the number alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import segno

from tests.admin.conftest import Desk
from village.model.household import Household
from village.model.staff import Role
from village.services import households
from village.store import Store


def test_it_works(clerk: Desk, store: Store, zhang: Household) -> None:
    assert "还没有卡" in clerk.get(f"/households/{zhang.id}/card").text
    made = clerk.post(f"/households/{zhang.id}/card")
    page = clerk.get(made.location).text
    number = households.card_of(store, zhang.id)
    assert number
    drawn = segno.make(str(number), error="q", micro=False, boost_error=False).svg_inline(omitsize=True, border=2)
    assert drawn in page  # the code says the number, nothing else
    assert "张桂芳" in page
    assert "03-001" in page


def test_a_new_card_stops_the_old_one(clerk: Desk, store: Store, zhang: Household) -> None:
    clerk.post(f"/households/{zhang.id}/card")
    old = households.card_of(store, zhang.id)
    clerk.post(f"/households/{zhang.id}/card")
    assert households.card_of(store, zhang.id) != old
    assert 'data-code="card_stopped"' in clerk.get(f"/households?q={old}").text


def test_a_sheet_holds_the_cards_of_a_group(clerk: Desk, store: Store, zhang: Household) -> None:
    clerk.post(f"/households/{zhang.id}/card")
    kept = households.card_of(store, zhang.id)
    sheet = clerk.client.get("/cards", query_string={"group": "三组"}).text
    assert "2 户发卡" in sheet
    sheet = clerk.client.get(clerk.post("/cards", group="三组").location).text
    assert re.findall(r'card-number">([^<]+)<', sheet) == ["03-001", "03-002", "03-003"]
    assert households.card_of(store, zhang.id) == kept
    assert "户发卡" not in sheet


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SHOPKEEPER, Role.INSPECTOR])
def test_only_who_hands_out_cards_sees_them(
    clerk: Desk, store: Store, zhang: Household, sit: Callable[[Role], Desk], role: Role
) -> None:
    clerk.post(f"/households/{zhang.id}/card")
    number = str(households.card_of(store, zhang.id))
    desk = sit(role)
    for page in ("/cards", "/cards?group=三组", f"/households/{zhang.id}/card"):
        answer = desk.get(page)
        assert 'data-code="role_wrong"' in answer.text
        assert "<svg" not in answer.text
    for page in ("/", "/households", f"/households/{zhang.id}"):
        assert "/card" not in desk.get(page).text
        assert number not in desk.get(page).text
    assert "积分卡" in sit(Role.SECRETARY).get(f"/households/{zhang.id}").text
