"""Calls for help ring at the desk until somebody goes."""

from __future__ import annotations

from tests.admin.conftest import Desk
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
