"""A card at the scanner."""

from __future__ import annotations

from tests.kiosk.conftest import Residents
from tests.kiosk.page import Page
from village.model.household import CardNumber


def test_it_works(page: Page, residents: Residents) -> None:
    page.card(residents.card)
    assert page.screen == "balance"
    assert "您家现在有25分。" in page.text


def test_a_card_needs_no_question_whose_it_is(page: Page, residents: Residents) -> None:
    assert "who.ask" not in page.card(residents.card).keys


def test_a_damaged_card_is_told_and_leaves_the_visitor_there(page: Page, residents: Residents) -> None:
    damaged = str(residents.card)[:-1] + ("A" if str(residents.card)[-1] != "A" else "B")
    page.get("/find/group").card(damaged)
    assert page.screen == "group"
    assert page.keys[0] == "error.card_damaged"


def test_an_unknown_card_and_a_stopped_card_are_told_apart(page: Page, residents: Residents) -> None:
    assert page.card(CardNumber.draw()).keys[0] == "error.card_unknown"
    assert page.card(residents.old_card).keys[0] == "error.card_stopped"


def test_somebody_elses_card_leaves_nothing_of_the_one_before(page: Page, residents: Residents) -> None:
    page.card(residents.card).post("/settings/larger")
    page.card(residents.wang_card)
    assert page.screen == "balance"
    assert "王秀英" in page.html
    assert "张桂芳" not in page.html
    assert 'data-text="1"' in page.html
    assert page.get("/back").screen == "home"


def test_the_card_of_the_open_household_opens_its_reasons(page: Page, residents: Residents) -> None:
    page.post("/choose", household=residents.zhang.id).post("/who/yes").get("/statement/minus")
    assert "门口堆了柴草" not in page.text
    page.card(residents.card)
    assert page.screen == "statement"
    assert "门口堆了柴草" in page.text


def test_guessing_cards_is_told_to_stop(page: Page) -> None:
    for _ in range(10):
        assert page.card(CardNumber.draw()).keys[0] == "error.card_unknown"
    assert page.card(CardNumber.draw()).keys[0] == "error.guessing"


def test_bad_scans_never_lock_out_a_card_of_the_village(page: Page, residents: Residents) -> None:
    for _ in range(25):
        page.card(CardNumber.draw())
    assert page.card(residents.old_card).keys[0] == "error.card_stopped"
    assert page.card(residents.card).screen == "balance"


def test_guessing_is_counted_by_device_and_not_by_the_name_it_gives_itself(page: Page) -> None:
    for guess in range(10):
        page.get(f"/?kiosk=门口{guess}").card(CardNumber.draw())
    assert page.card(CardNumber.draw()).keys[0] == "error.guessing"
    fresh = Page(page.client.application.test_client()).get("/?kiosk=门口")
    assert fresh.card(CardNumber.draw()).keys[0] == "error.guessing", "a shed cookie is no way round it"
    fresh.client.environ_base["REMOTE_ADDR"] = "192.168.1.40"
    assert fresh.get("/?kiosk=大厅东").card(CardNumber.draw()).keys[0] == "error.card_unknown"
