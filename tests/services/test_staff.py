"""Log-ins: argon2, slowed guessing, the same answer for a wrong name and a wrong password."""

from __future__ import annotations

from datetime import timedelta

import pytest

from village import clock
from village.errors import VillageError
from village.model.staff import Role
from village.services import guesses, staff
from village.store import Store

PASSWORD = "dao xiang li 1986"


@pytest.fixture
def clerk(store: Store) -> staff.Staff:
    return staff.add(store, login="zhou", name="周会计", role=Role.CLERK, password=PASSWORD, actor="初装")


def test_the_right_password_opens(store: Store, clerk: staff.Staff) -> None:
    assert staff.log_in(store, login=" Zhou ", password=PASSWORD) == clerk


@pytest.mark.parametrize("login", ["zhou", "nobody", "'; DROP TABLE staff; --", ""])
@pytest.mark.usefixtures("clerk")
def test_a_wrong_name_and_a_wrong_password_sound_the_same(store: Store, login: str) -> None:
    with pytest.raises(VillageError) as refusal:
        staff.log_in(store, login=login, password="wrong" * 3)
    assert (refusal.value.code, refusal.value.params) == ("login_wrong", {})


def test_guessing_is_slowed_even_with_the_right_password_at_last(store: Store, clerk: staff.Staff) -> None:
    for _ in range(guesses.TRIES["login"]):
        with pytest.raises(VillageError, match="login_wrong"):
            staff.log_in(store, login="zhou", password="guess guess")
    with pytest.raises(VillageError, match="login_locked"):
        staff.log_in(store, login="zhou", password=PASSWORD)
    with clock.held(clock.now() + guesses.REST + timedelta(seconds=1)):
        assert staff.log_in(store, login="zhou", password=PASSWORD) == clerk


@pytest.mark.usefixtures("clerk")
def test_short_passwords_and_taken_names_are_refused(store: Store) -> None:
    with pytest.raises(VillageError, match="password_short"):
        staff.add(store, login="gu", name="顾", role=Role.REVIEWER, password="1234567", actor="初装")
    with pytest.raises(VillageError, match="staff_taken"):
        staff.add(store, login="ZHOU", name="周", role=Role.CLERK, password=PASSWORD, actor="初装")
    with pytest.raises(VillageError, match="staff_name_wrong"):
        staff.add(store, login="周 会计", name="周", role=Role.CLERK, password=PASSWORD, actor="初装")
