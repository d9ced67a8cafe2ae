"""Whatever else a household can do at a kiosk."""

from __future__ import annotations

import re

from tests import builders
from tests.kiosk.conftest import Residents
from tests.kiosk.page import Page
from village import clock
from village.store import Store


def test_it_works(page: Page, residents: Residents) -> None:
    page.card(residents.card).get("/errands")
    assert page.screen == "errands"
    assert {"declare.go", "declare.mine", "order.mine", "button.rank", "button.more"} <= set(page.keys)


def test_every_button_leads_somewhere(page: Page, residents: Residents) -> None:
    for number in (1, 2):
        page.card(residents.card).get(f"/errands?page={number}")
        for address in re.findall(r'class="button choice" draggable="false" href="([^"]+)"', page.html):
            assert page.get(address).answer.status_code == 200
            assert page.screen != "errands"


def test_seven_inches_hold_four_buttons(page: Page, residents: Residents) -> None:
    page.headers["X-Screen"] = "800x480"
    page.card(residents.card).get("/errands")
    assert page.keys.count("button.more") == 1
    assert len(re.findall(r'class="(button )?choice"', page.html)) == 3


def test_where_households_do_not_declare_it_is_not_offered(page: Page, residents: Residents, store: Store) -> None:
    adopt(store, "gaoyang-2022")
    page.card(residents.card).get("/errands")
    assert "declare.go" not in page.keys
    assert "order.mine" in page.keys


def adopt(store: Store, pack: str) -> None:
    """From today on the village obeys another document."""
    builders.adopt(store, pack_id=pack, since=clock.today(), settings={}, actor="李会计", approval=builders.RECORD)
