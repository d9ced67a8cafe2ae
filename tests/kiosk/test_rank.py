"""Where the household stands."""

from __future__ import annotations

from datetime import date

from tests import builders
from tests.kiosk.conftest import Residents
from tests.kiosk.page import Page
from village.store import Store


def test_it_works(page: Page, residents: Residents) -> None:
    page.card(residents.card).get("/rank")
    assert "您家排第一名，一共6户，真好！" in page.text


def test_a_better_neighbour_moves_it_down(page: Page, residents: Residents, store: Store) -> None:
    for day in (3, 4):
        builders.a_line(store, residents.wang, "P18", occurred=date(2026, 3, day))
    page.card(residents.card).get("/rank")
    assert "您家在村里排第2名，一共6户。" in page.text
