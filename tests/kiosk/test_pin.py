"""The household's four digits."""

from __future__ import annotations

from tests.kiosk.conftest import PIN, Residents
from tests.kiosk.page import Page


def at_the_pin(page: Page, residents: Residents) -> Page:
    return page.post("/choose", household=residents.zhang.id).post("/who/yes").get("/statement/minus").get("/pin")


def test_it_works(page: Page, residents: Residents) -> None:
    at_the_pin(page, residents).post("/pin", digits=PIN)
    assert page.screen == "statement"
    assert "门口堆了柴草" in page.text


def test_a_wrong_one_opens_nothing(page: Page, residents: Residents) -> None:
    at_the_pin(page, residents).post("/pin", digits="0000")
    assert page.screen == "pin"
    assert page.keys[0] == "error.pin_wrong"
    assert "门口堆了柴草" not in page.get("/statement/minus").text


def test_after_five_wrong_ones_the_right_one_has_to_wait(page: Page, residents: Residents) -> None:
    at_the_pin(page, residents)
    for _ in range(5):
        page.post("/pin", digits="0000")
    assert page.post("/pin", digits=PIN).keys[0] == "error.pin_locked"


def test_a_household_without_a_pin_is_not_asked_for_one(page: Page, residents: Residents) -> None:
    page.post("/choose", household=residents.li.id).post("/who/yes").get("/statement/minus")
    assert "button.enter_pin" not in page.keys


def test_the_digits_are_not_in_the_page_that_answers(page: Page, residents: Residents) -> None:
    at_the_pin(page, residents).post("/pin", digits="7359")
    assert "7359" not in page.html
