"""The first page."""

from __future__ import annotations

from tests.kiosk.page import Page


def test_it_works(page: Page) -> None:
    assert page.answer.status_code == 200
    assert page.screen == "home"
