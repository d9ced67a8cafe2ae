"""What a kiosk tells the desk of itself: how it is, and nothing of who stands there."""

from __future__ import annotations

from tests.kiosk.conftest import Residents
from tests.kiosk.page import Page
from village.model.kiosk import Microphone, Speaker
from village.services import help_calls, kiosks
from village.store import Store


def test_it_works(page: Page, residents: Residents, store: Store) -> None:
    page.get("/?kiosk=大厅东&place=进门右手").post("/present", microphone="works", speaker="works")
    (kiosk,) = kiosks.all_of(store)
    assert (kiosk.title, kiosk.place, kiosk.in_use) == ("大厅东", "进门右手", False)
    assert (kiosk.microphone, kiosk.speaker) == (Microphone.WORKS, Speaker.WORKS)
    page.card(residents.card).post("/present", microphone="refused", speaker="mute")
    (kiosk,) = kiosks.all_of(store)
    assert (kiosk.in_use, kiosk.microphone, kiosk.speaker) == (True, Microphone.REFUSED, Speaker.MUTE)
    page.get("/help")
    page.post("/help")
    assert help_calls.waiting(store)[0].kiosk == "大厅东（进门右手）"


def test_it_is_no_sign_of_life_and_tells_nothing(page: Page, residents: Residents) -> None:
    page.card(residents.card)
    before = page.client.application.extensions["visitors"]
    with page.client.session_transaction() as session:
        visit = before.get(session["visitor"])
    seen = visit.seen
    page.post("/present", microphone="works", speaker="works")
    assert (page.answer.status_code, page.answer.data) == (204, b"")
    assert visit.seen == seen


def test_words_that_no_browser_of_ours_says_change_nothing_else(page: Page, store: Store) -> None:
    page.post("/present", microphone="<script>" * 999, speaker="")
    (kiosk,) = kiosks.all_of(store)
    assert (kiosk.microphone, kiosk.speaker) == (Microphone.UNASKED, Speaker.UNTRIED)


def test_a_stranger_without_a_page_is_refused(page: Page, store: Store) -> None:
    page.client.delete_cookie("xiangyin_kiosk")
    page.client.post("/present", data={"microphone": "works"})
    assert kiosks.all_of(store) == []


def test_what_it_says_beside_a_visitor_never_takes_the_place_of_their_cookie(page: Page) -> None:
    page.get("/?kiosk=大厅东&place=进门右手")
    answer = page.client.post(
        "/present", data={"microphone": "works"}, headers={**page.headers, "X-Screen": "1280x800", "X-CSRF": page.csrf}
    )
    assert answer.status_code == 204
    assert "Set-Cookie" not in answer.headers
