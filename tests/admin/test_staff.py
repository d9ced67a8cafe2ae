"""Log-ins: listed for all, made by the secretary."""

from __future__ import annotations

import pytest

from tests.admin.conftest import Desk
from village.services import staff
from village.store import Store

NEW = {"name": "周会计", "login": "zhou", "role": "reviewer", "password": "long enough", "again": "long enough"}


def test_it_works(secretary: Desk, store: Store) -> None:
    made = secretary.post("/staff/new", **NEW)
    page = secretary.get(made.location).text
    assert "周会计" in page
    assert "审核员" in page
    assert staff.log_in(store, login="zhou", password="long enough").name == "周会计"


@pytest.mark.parametrize(
    ("field", "value", "at", "code"),
    [
        ("login", "clerk", "login", "staff_taken"),
        ("login", "周", "login", "staff_name_wrong"),
        ("name", "", "name", "field_missing"),
        ("password", "another one", "again", "passwords_differ"),
        ("role", "king", "role", "field_wrong"),
    ],
)
def test_a_wrong_field_makes_nobody(secretary: Desk, store: Store, field: str, value: str, at: str, code: str) -> None:
    refused = secretary.post("/staff/new", **{**NEW, field: value})
    assert f'id="{at}-error" data-code="{code}"' in refused.text
    assert "long enough" not in refused.text
    assert len(staff.all_of(store)) == 5


def test_short_passwords_are_refused(secretary: Desk) -> None:
    refused = secretary.post("/staff/new", **{**NEW, "password": "short", "again": "short"})
    assert 'id="password-error" data-code="password_short"' in refused.text
