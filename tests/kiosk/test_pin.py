"""The household's four digits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from tests.conftest import TODAY
from tests.kiosk.conftest import PIN, Residents
from tests.kiosk.page import Page
from village import clock
from village.errors import VillageError
from village.services import pin_codes
from village.store import Store


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


def test_many_wrong_ones_at_the_same_moment_are_no_more_than_five(store: Store, residents: Residents) -> None:
    def guess(number: int) -> str:
        with clock.held(TODAY):
            try:
                pin_codes.check(store, residents.zhang.id, pin=f"{number:04}")
            except VillageError as error:
                return error.code
            return "right"

    with ThreadPoolExecutor(24) as crowd:
        answers = list(crowd.map(guess, range(24)))
    assert (answers.count("pin_wrong"), answers.count("pin_locked")) == (4, 20)


def test_a_right_one_forgets_the_wrong_ones(page: Page, residents: Residents) -> None:
    for _ in range(2):
        at_the_pin(page, residents)
        for _ in range(4):
            page.post("/pin", digits="0000")
        assert page.post("/pin", digits=PIN).screen == "statement"
        page.get("/")


def test_a_household_without_a_pin_is_not_asked_for_one(page: Page, residents: Residents) -> None:
    page.post("/choose", household=residents.li.id).post("/who/yes").get("/statement/minus").get("/unlock")
    assert page.text.startswith("一组，李建国家\n要听原因，请刷积分卡。")
    assert "button.enter_pin" not in page.keys
    assert "密码" not in page.post("/print").text


def test_a_household_with_a_pin_is_offered_it_and_led_back_to_its_reasons(page: Page, residents: Residents) -> None:
    page.post("/choose", household=residents.zhang.id).post("/who/yes").get("/statement/minus").get("/unlock")
    assert "要听原因，请刷积分卡，或者按密码。" in page.text
    assert "button.enter_pin" in page.keys
    page.get("/pin").post("/pin", digits=PIN)
    assert page.screen == "statement"
    assert "门口堆了柴草" in page.text


def test_the_digits_are_not_in_the_page_that_answers(page: Page, residents: Residents) -> None:
    at_the_pin(page, residents).post("/pin", digits="7359")
    assert "7359" not in page.html
