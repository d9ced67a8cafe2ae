"""Log-in, its ends, and coming back to a half-filled form."""

from __future__ import annotations

from datetime import timedelta

import pytest

from admin import session
from tests.admin.conftest import PASSWORD, Desk
from tests.conftest import TODAY
from village import clock
from village.model.household import Household


def test_it_works(stranger: Desk) -> None:
    assert "密码" in stranger.get("/login").text
    answer = stranger.post("/login", login="clerk", password=PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/")
    assert "clerk同志" in stranger.get("/").text


def test_a_wrong_password_is_said_and_the_name_is_kept(stranger: Desk) -> None:
    answer = stranger.post("/login", login="clerk", password="not this one")
    assert answer.status_code == 422
    assert 'data-code="login_wrong"' in answer.text
    assert 'value="clerk"' in answer.text
    assert "not this one" not in answer.text


def test_guessing_is_slowed(stranger: Desk) -> None:
    for _ in range(8):
        stranger.post("/login", login="clerk", password="guess")
    assert 'data-code="login_locked"' in stranger.post("/login", login="clerk", password=PASSWORD).text


def test_a_page_asked_for_without_log_in_comes_after_it(stranger: Desk, zhang: Household) -> None:
    page = f"/households/{zhang.id}?page=1"
    door = stranger.get(page)
    assert door.location.startswith("/login?next=")
    assert stranger.post("/login", login="clerk", password=PASSWORD, next=page).location == page


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere", "javascript:1"]
)
def test_log_in_leads_to_this_desk_only(stranger: Desk, target: str) -> None:
    assert stranger.post("/login", login="clerk", password=PASSWORD, next=target).location == "/"


def test_an_idle_desk_is_left_after_a_quarter_of_an_hour(clerk: Desk) -> None:
    with clock.held(TODAY + session.IDLE):
        assert clerk.get("/households").status_code == 200
    with clock.held(TODAY + 2 * session.IDLE + timedelta(seconds=1)):
        assert clerk.get("/households").status_code == 303
        assert "已经退出" in clerk.get("/login").text


def test_the_ring_does_not_keep_an_empty_desk_open(clerk: Desk) -> None:
    with clock.held(TODAY + timedelta(minutes=14)):
        assert clerk.get("/ring").status_code == 200
    with clock.held(TODAY + timedelta(minutes=16)):
        assert clerk.get("/households").status_code == 303


def test_nobody_stays_longer_than_half_a_day(clerk: Desk) -> None:
    at = TODAY
    while at < TODAY + session.WHOLE:
        with clock.held(at):
            assert clerk.get("/households").status_code == 200
        at += timedelta(minutes=14)
    with clock.held(at):
        assert clerk.get("/households").status_code == 303


def test_a_clock_set_back_ends_the_log_in(clerk: Desk) -> None:
    with clock.held(TODAY - timedelta(days=1)):
        assert clerk.get("/households").status_code == 303


def test_a_part_of_a_page_gets_the_log_in_beside_the_form(clerk: Desk) -> None:
    token = clerk.csrf()
    with clock.held(TODAY + timedelta(minutes=20)):
        answer = clerk.client.get("/ring", headers={"HX-Request": "true"})
        assert answer.status_code == 286  # htmx stops asking
        assert answer.headers["HX-Retarget"] == "#session"
        back = clerk.client.post("/login/again", data={"csrf": token, "login": "clerk", "password": PASSWORD})
        assert "又登录好了" in back.text
        assert clerk.csrf() == token  # the open form's token is still good
        assert clerk.get("/households").status_code == 200


def test_another_person_does_not_go_on_with_the_first_ones_form(clerk: Desk) -> None:
    token = clerk.csrf()
    with clock.held(TODAY + timedelta(minutes=20)):
        back = clerk.post("/login/again", htmx=True, login="reviewer", password=PASSWORD)
        assert back.headers["HX-Redirect"] == "/"
        assert clerk.csrf() != token


def test_logging_out_ends_everything(clerk: Desk) -> None:
    assert clerk.post("/logout").location == "/login"
    assert clerk.get("/households").status_code == 303


def test_health_is_open_and_reads_the_village(stranger: Desk) -> None:
    answer = stranger.get("/health")
    assert (answer.status_code, answer.text) == (200, "ok")
