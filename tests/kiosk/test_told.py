"""问一问 by touch, and households that were named aloud."""

from __future__ import annotations

import pytest

from tests.kiosk.conftest import PIN, Residents
from tests.kiosk.page import Page
from village.voice import told


def test_it_works(page: Page, residents: Residents) -> None:
    page.card(residents.card).get("/told")
    assert page.screen == "questions"
    page.get("/told/lapse")
    assert page.screen == "told"
    assert any(key.startswith("told.") for key in page.keys)


@pytest.mark.parametrize("question", [*told.OWN, *told.PUBLIC])
def test_every_question_is_answered_on_a_page(page: Page, residents: Residents, question: str) -> None:
    page.card(residents.card).get(f"/told/{question}")
    assert (page.answer.status_code, page.screen) == (200, "told")


@pytest.mark.parametrize("question", told.OWN)
def test_a_households_own_book_opens_by_card_or_pin_only(page: Page, residents: Residents, question: str) -> None:
    page.post("/choose", household=str(residents.zhang.id)).post("/who/yes")
    page.get(f"/told/{question}")
    assert page.screen == "unlock"
    page.get("/pin").post("/pin", digits=PIN)
    assert page.screen == "told"


@pytest.mark.parametrize("question", told.PUBLIC)
def test_what_anybody_may_know_needs_no_card(page: Page, question: str) -> None:
    assert page.get(f"/told/{question}").screen == "told"


@pytest.mark.parametrize("question", ["nonsense", "item_rule?subject=P99", "price_of?subject=abc"])
def test_what_is_no_question_is_told(page: Page, question: str) -> None:
    page.get(f"/told/{question}")
    assert page.answer.status_code in (404, 422)
