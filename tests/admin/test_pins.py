"""The household's PIN, set and taken away at the desk."""

from __future__ import annotations

import pytest

from tests.admin.conftest import Desk
from village.errors import VillageError
from village.model.household import Household
from village.services import pin_codes
from village.store import Store


def test_it_works(clerk: Desk, store: Store, zhang: Household) -> None:
    made = clerk.post(f"/households/{zhang.id}/pin", pin="2580", again="2580")
    assert "查分密码设好了" in clerk.get(made.location).text
    pin_codes.check(store, zhang.id, pin="2580")


def test_it_is_taken_away(clerk: Desk, store: Store, zhang: Household) -> None:
    pin_codes.choose(store, zhang.id, pin="2580", actor="记分员")
    clerk.post(f"/households/{zhang.id}/pin", remove="yes")
    with pytest.raises(VillageError, match="pin_unset"):
        pin_codes.check(store, zhang.id, pin="2580")


@pytest.mark.parametrize(
    ("pin", "again", "field", "code"),
    [
        ("25", "25", "pin", "pin_invalid"),
        ("", "", "pin", "pin_invalid"),
        ("abcd", "abcd", "pin", "pin_invalid"),
        ("2580", "2581", "again", "pins_differ"),
    ],
)
def test_a_wrong_pin_changes_nothing(
    clerk: Desk, store: Store, zhang: Household, pin: str, again: str, field: str, code: str
) -> None:
    pin_codes.choose(store, zhang.id, pin="1470", actor="记分员")
    refused = clerk.post(f"/households/{zhang.id}/pin", pin=pin, again=again)
    assert f'id="{field}-error" data-code="{code}"' in refused.text
    pin_codes.check(store, zhang.id, pin="1470")
