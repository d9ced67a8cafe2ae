"""Log-ins: listed for all, made by the secretary."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.admin.conftest import PASSWORD, Desk
from village.model.staff import Role
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


def test_a_log_in_is_switched_off_at_once_and_on_again(secretary: Desk, clerk: Desk, store: Store) -> None:
    person = staff.log_in(store, login="clerk", password=PASSWORD)
    assert "停用了" in secretary.get(secretary.post(f"/staff/{person.id}/active").location).text
    assert clerk.get("/").location.startswith("/login")
    assert 'data-code="login_wrong"' in clerk.post("/login", login="clerk", password=PASSWORD).text
    secretary.post(f"/staff/{person.id}/active", wake="yes")
    assert clerk.post("/login", login="clerk", password=PASSWORD).status_code == 303


def test_nobody_switches_off_themselves(secretary: Desk, clerk: Desk, store: Store) -> None:
    person = staff.log_in(store, login="secretary", password=PASSWORD)
    assert 'data-code="staff_self"' in secretary.post(f"/staff/{person.id}/active").text
    assert 'data-code="role_wrong"' in clerk.post(f"/staff/{person.id}/active").text
    assert f"/staff/{person.id}/active" not in secretary.get("/staff").text
    assert "/active" not in clerk.get("/staff").text
    assert secretary.get("/").status_code == 200


@pytest.mark.parametrize("role", Role)
def test_every_role_changes_its_own_password(sit: Callable[[Role], Desk], store: Store, role: Role) -> None:
    desk, wanted = sit(role), {"password": "桂花开了又是一年", "again": "桂花开了又是一年"}
    assert "/password" in desk.get("/staff").text
    assert "改好" in desk.get("/password").text
    assert "改好了" in desk.get(desk.post("/password", known=PASSWORD, **wanted).location).text
    assert staff.log_in(store, login=role.value, password="桂花开了又是一年")


def test_ones_own_password_is_changed_by_who_knows_it(clerk: Desk, store: Store) -> None:
    wanted = {"password": "another long one", "again": "another long one"}
    wrong = clerk.post("/password", known="guessed it", **wanted)
    assert 'id="known-error" data-code="login_wrong"' in wrong.text
    unlike = clerk.post("/password", known=PASSWORD, password="another long one", again="other")
    assert 'id="again-error" data-code="passwords_differ"' in unlike.text
    short = clerk.post("/password", known=PASSWORD, password="short", again="short")
    assert 'id="password-error" data-code="password_short"' in short.text
    assert staff.log_in(store, login="clerk", password=PASSWORD)
    assert "改好了" in clerk.get(clerk.post("/password", known=PASSWORD, **wanted).location).text
    assert staff.log_in(store, login="clerk", password="another long one")
    assert 'data-code="login_wrong"' in clerk.post("/login", login="clerk", password=PASSWORD).text
