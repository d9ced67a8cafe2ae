"""声音和字."""

from __future__ import annotations

import pytest

from tests.kiosk.conftest import Residents
from tests.kiosk.page import Page


def test_it_works(page: Page) -> None:
    page.get("/settings")
    assert page.screen == "settings"
    assert {"慢一点", "快一点", "大声点", "小声点", "更多"} <= set(page.text.split("\n"))
    assert {"字大一点", "字小一点", "只用黑白"} <= set(page.get("/settings?page=2").text.split("\n"))


def test_letters_have_three_sizes(page: Page) -> None:
    page.get("/settings")
    sizes = [page.post("/settings/larger").html.split('data-text="')[1][0] for _ in range(3)]
    assert sizes == ["2", "3", "3"]
    assert page.keys[0] == "settings.largest"


@pytest.mark.parametrize(("step", "steps", "end"), [("slower", 2, "slowest"), ("faster", 4, "fastest")])
def test_speech_has_seven_speeds(page: Page, step: str, steps: int, end: str) -> None:
    page.get("/settings")
    for _ in range(steps):
        assert page.post(f"/settings/{step}").keys[0] == f"settings.{step}"
    assert page.post(f"/settings/{step}").keys[0] == f"settings.{end}"


def test_slower_speech_takes_longer(speaking: Page) -> None:
    speaking.get("/find")
    usual = len(speaking.wav())
    for _ in range(2):
        speaking.post("/settings/slower")
    assert len(speaking.get("/find").wav()) > 1.5 * usual


def test_a_change_of_the_voice_is_heard_at_once(speaking: Page) -> None:
    speaking.get("/settings").post("/settings/louder")
    assert speaking.utterance(speaking.now) == "好，我大声一点。"


def test_a_change_of_the_letters_is_silent(speaking: Page) -> None:
    assert speaking.get("/settings").post("/settings/larger").now == ""


def test_the_next_visitor_finds_it_as_it_was(page: Page, residents: Residents) -> None:
    page.card(residents.card).post("/settings/larger").post("/settings/louder")
    page.get("/")
    assert 'data-text="1"' in page.html
    assert 'data-volume="0.56"' in page.html


def test_back_leads_to_where_one_was(page: Page, residents: Residents) -> None:
    page.card(residents.card).get("/rank").get("/settings").post("/settings/larger")
    assert page.get("/back").screen == "rank"


def test_colours_can_be_done_without_and_come_back(page: Page) -> None:
    page.get("/settings?page=2").post("/settings/monochrome")
    assert 'data-contrast="2"' in page.html
    assert "button.coloured" in page.keys
    assert page.post("/settings/monochrome").keys[0] == "settings.monochrome"
    page.post("/settings/coloured")
    assert 'data-contrast="1"' in page.html
    page.post("/settings/monochrome").get("/")
    assert 'data-contrast="1"' in page.html
