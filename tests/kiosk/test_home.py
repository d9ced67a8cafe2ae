"""The first page: nobody's points, and the end of every visit."""

from __future__ import annotations

from flask import Flask

import kiosk
from tests.kiosk.conftest import Nudged, Residents
from tests.kiosk.page import Page
from village.settings import Settings
from village.store import Store
from village.voice.client import Voice


def test_it_works(page: Page) -> None:
    assert page.answer.status_code == 200
    assert page.screen == "home"
    assert "点一下屏幕，或者刷卡" in page.text


def test_it_says_in_one_line_that_the_ears_are_missing(page: Page) -> None:
    assert "error.ears_missing" in page.keys
    assert "data-talk" not in page.html


def test_it_says_how_to_get_a_missing_model(settings: Settings, store: Store, voice_without_model: Voice) -> None:
    app = kiosk.create_app(settings=settings, store=store, voice=voice_without_model, prints=Nudged())
    page = Page(app.test_client()).get("/")
    assert "还不会听话，缺语音模型，请干部来装上。" in page.text
    assert "models fetch" not in page.html, "commands are for the desk"
    assert "data-talk" not in page.html


def test_nothing_may_be_kept_by_a_browser(page: Page) -> None:
    assert page.answer.headers["Cache-Control"] == "no-store"


def test_going_home_ends_the_visit(page: Page, residents: Residents) -> None:
    page.card(residents.card)
    page.get("/")
    assert page.get("/balance").screen == "home"
    assert "张桂芳" not in page.html


def test_another_browser_cannot_open_a_copied_address(app: Flask, page: Page, residents: Residents) -> None:
    page.card(residents.card).post("/print")
    for address in ("/balance", "/statement/all", "/print/1.png", "/again", "/rank"):
        assert Page(app.test_client()).get(address).screen == "home"


def test_a_visit_that_was_walked_away_from_says_so(page: Page, residents: Residents) -> None:
    page.card(residents.card)
    assert page.get("/?left=1").keys[0] == "help.left"


def test_a_stranger_to_the_session_cannot_post(app: Flask, residents: Residents) -> None:
    stranger = app.test_client()
    stranger.get("/")
    assert stranger.post("/card", data={"card": str(residents.card)}).status_code == 422
    assert "at-home" in stranger.get("/balance", follow_redirects=True).get_data(as_text=True)


def test_a_millimetre_is_told_by_the_address(page: Page) -> None:
    page.get("/?ppi=254")
    assert "--mm: 10.0000px" in page.get("/screen.css").html
    page.get("/?ppi=99999")
    assert "--mm: 10.0000px" in page.get("/screen.css").html


def test_however_often_the_first_page_is_looked_at_nobody_is_thrown_out(
    app: Flask, page: Page, residents: Residents
) -> None:
    page.card(residents.card)
    searching = Page(app.test_client()).get("/").get("/find/number")
    for _ in range(230):
        app.test_client().get("/")
    assert page.get("/balance").screen == "balance"
    assert searching.get("/again").screen == "pad"


def test_of_too_many_visitors_who_holds_a_card_goes_last(app: Flask, page: Page, residents: Residents) -> None:
    page.card(residents.card)
    for _ in range(230):
        Page(app.test_client()).get("/").post("/choose", household=residents.li.id).post("/who/yes")
    assert page.get("/balance").screen == "balance"
