"""The household's number, or the last four digits of its phone."""

from __future__ import annotations

import pytest

from tests.kiosk.page import Page


def test_it_works(page: Page) -> None:
    page.get("/find/number")
    assert page.html.count("data-digit=") == 10
    page.post("/find/digits", digits="03017")
    assert page.text.startswith("您是三组张桂芳家吗？")


def test_a_phone_that_two_households_end_in_asks_which(page: Page) -> None:
    page.get("/find/phone").post("/find/digits", digits="4821")
    assert page.screen == "found"
    assert "找到2家，请点您家。" in page.text
    assert "张桂芳家" in page.text
    assert "李建国家" in page.text


def test_digits_of_nobody_are_told_and_change_nothing(page: Page) -> None:
    page.get("/find/number").post("/find/digits", digits="9999")
    assert page.screen == "pad"
    assert page.keys[0] == "error.unknown_household"


@pytest.mark.parametrize("typed", ["", "12", "1234567", "12ab", "１２３４", "' OR 1=1", "9" * 5000])
def test_what_is_no_row_of_four_to_six_digits_is_told(page: Page, typed: str) -> None:
    page.get("/find/number").post("/find/digits", digits=typed)
    assert page.answer.status_code == 422
    assert page.keys[0] == "error.digits_wrong"


def test_guessing_is_slowed_for_this_device(page: Page) -> None:
    page.get("/find/number")
    for guess in range(20):
        page.get(f"/?kiosk=门口{guess}").get("/find/number").post("/find/digits", digits=f"{8000 + guess}")
    assert page.keys[0] == "error.unknown_household"
    page.post("/find/digits", digits="03017")
    assert page.keys[0] == "error.guessing"
