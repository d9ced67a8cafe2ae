"""请干部帮忙."""

from __future__ import annotations

from tests.kiosk.conftest import Residents
from tests.kiosk.page import Page
from village.services import help_calls
from village.store import Store


def test_it_works(page: Page, store: Store) -> None:
    page.get("/find/group").post("/help")
    assert page.screen == "help"
    call = help_calls.waiting(store)[0]
    assert (call.kiosk, call.step) == ("大厅东", "选组")


def test_it_shows_who_comes(page: Page, store: Store) -> None:
    page.post("/help")
    call = help_calls.waiting(store)[0]
    assert "every 2s" in page.html
    assert page.get(f"/help/{call.id}").answer.status_code == 204
    help_calls.answer(store, call.id, by="李会计")
    page.get(f"/help/{call.id}")
    assert page.text == "李会计来了，请稍等。\n继续"
    assert page.aloud.startswith("李会计来了")
    assert "every 2s" not in page.html


def test_going_on_leads_back_to_where_one_was(page: Page, residents: Residents) -> None:
    page.card(residents.card).get("/rank").post("/help")
    assert page.get("/back").screen == "rank"


def test_ringing_again_rings_once(page: Page, store: Store) -> None:
    page.post("/help").post("/help")
    assert len(help_calls.waiting(store)) == 1


def test_every_screen_can_call(page: Page, residents: Residents, store: Store) -> None:
    for address in ("/find", "/find/number"):
        page.get(address)
        assert 'action="/help"' in page.html
    assert 'action="/help"' in page.card(residents.card).html
    assert help_calls.waiting(store) == []


def test_the_name_a_kiosk_gives_itself_is_short_and_harmless_at_the_desk(page: Page, store: Store) -> None:
    page.get("/?kiosk=%00%E2%80%AE%0A<b>大厅" + "东" * 500).post("/help")
    assert help_calls.waiting(store)[0].kiosk == "<b>大厅" + "东" * 15
