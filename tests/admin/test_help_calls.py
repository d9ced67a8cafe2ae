"""Calls for help ring at the desk until somebody goes."""

from __future__ import annotations

from datetime import timedelta

from tests.admin.conftest import Desk
from tests.conftest import TODAY
from village import clock
from village.services import help_calls
from village.store import Store


def test_it_works(clerk: Desk, store: Store) -> None:
    assert "data-ringing" not in clerk.get("/ring").text
    call = help_calls.call(store, kiosk="大厅", step="balance")
    ring = clerk.get("/ring").text
    assert f'data-ringing="{call.id}"' in ring
    assert "大厅" in ring
    assert "看积分" in ring
    assert "09:30" in ring
    assert "大厅" in clerk.get("/help").text
    assert "大厅有人请帮忙" in clerk.get("/").text


def test_whoever_goes_stops_the_ring_for_all(clerk: Desk, secretary: Desk, store: Store) -> None:
    call = help_calls.call(store, kiosk="大厅", step="home")
    assert "data-ringing" not in clerk.post(f"/help/{call.id}/answer", htmx=True).text
    assert "data-ringing" not in secretary.get("/ring").text
    secretary.post(f"/help/{call.id}/answer")
    answered = help_calls.get(store, call.id)
    assert answered
    assert answered.answered_by == "clerk同志"


def test_every_page_asks_for_the_ring(clerk: Desk) -> None:
    for page in ("/", "/households", "/lines", "/staff", "/readiness", "/receipts", "/rulebook", "/cards"):
        assert 'hx-get="/ring"' in clerk.get(page).text


def test_who_went_where_today_stays_on_the_page(clerk: Desk, store: Store) -> None:
    with clock.held(TODAY - timedelta(days=1)):
        help_calls.answer(store, help_calls.call(store, kiosk="昨天的机器", step="home").id, by="clerk同志")
    call = help_calls.call(store, kiosk="大厅", step="balance")
    assert "今天去过的" not in clerk.get("/help").text
    clerk.post(f"/help/{call.id}/answer")
    page = clerk.get("/help").text
    assert "今天去过的" in page
    assert "大厅" in page
    assert "clerk同志，09:30" in page
    assert "昨天的机器" not in page
