"""Is this your household?"""

from __future__ import annotations

from tests.kiosk.conftest import Residents
from tests.kiosk.page import Page


def test_it_works(page: Page, residents: Residents) -> None:
    page.post("/choose", household=residents.li.id)
    assert page.text == "您是一组李建国家吗？\n对，是我家\n不是，重找"


def test_nothing_is_open_before_the_yes(page: Page, residents: Residents) -> None:
    page.post("/choose", household=residents.zhang.id)
    assert page.get("/balance").screen == "home"


def test_no_looks_again(page: Page, residents: Residents) -> None:
    page.post("/choose", household=residents.zhang.id).get("/who/no")
    assert page.screen == "find"
    assert page.keys[0] == "who.wrong"
    assert page.post("/who/yes").screen == "find"


def test_a_name_with_a_reading_of_its_own_is_said_right(speaking: Page, residents: Residents) -> None:
    speaking.post("/choose", household=residents.shan.id)
    assert "二组 shan4 雄信家" in speaking.aloud
