"""问一问 by touch, and households that were named aloud."""

from __future__ import annotations

import pytest

import kiosk
from tests.kiosk.conftest import PIN, Nudged, Residents
from tests.kiosk.crowded import Ready
from tests.kiosk.page import Page
from village.settings import Settings
from village.store import Store
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


def test_where_there_are_ears_a_long_list_says_that_one_of_it_may_be_asked_for(
    store: Store, settings: Settings, residents: Residents, page: Page
) -> None:
    voice = Ready(settings.data / "nobody.sock")
    hearing = Page(kiosk.create_app(settings=settings, store=store, voice=voice, prints=Nudged()).test_client())
    for kiosk_page, ending in ((page, ""), (hearing.get("/"), "_aloud")):
        kiosk_page.card(residents.card)
        for address, key in (
            ("/told/costs", "told.costs"),
            ("/told/rules", "told.rules"),
            ("/declare", "declare.item"),
        ):
            assert key + ending in kiosk_page.get(address).keys
            if ending:
                assert not kiosk_page.get(f"{address}?page=2").keys.count(key + ending)
