"""Parts of a page by ear, headphones, and a first page that stood for hours: as the server has them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

import kiosk
from tests.kiosk.conftest import Nudged, Residents
from tests.kiosk.page import Page
from tests.kiosk.test_chromium_corners import Overheard
from village import clock
from village.language import phrase
from village.settings import Settings
from village.store import Store

PAGES = ("/find", "/find/group", "/settings", "/find/number", "/boards")
OWN = ("/balance", "/statement/all", "/shop", "/errands", "/declare", "/declare/item/P18", "/objection", "/told")


@pytest.fixture
def mouth(settings: Settings) -> Overheard:
    return Overheard(settings.data / "nobody")


@pytest.fixture
def page(settings: Settings, store: Store, residents: Residents, mouth: Overheard) -> Page:  # noqa: ARG001
    app = kiosk.create_app(settings=settings, store=store, voice=mouth, prints=Nudged())
    visit = Page(app.test_client())
    visit.get("/?kiosk=大厅东")
    return visit


def part(page: Page, first: int, last: int) -> str:
    """The address of some sentences of the page."""
    return page.sounds[-1].removesuffix(".wav") + f"/{first}-{last}.wav"


def spoken(mouth: Overheard, page: Page, numbers: Sequence[int]) -> list[str]:
    before = len(mouth.said)
    for number in numbers:
        assert page.client.get(part(page, number, number)).status_code == 200
    return mouth.said[before:]


@pytest.mark.parametrize("address", [*PAGES, *OWN])
def test_each_sentence_of_a_page_is_said_by_its_place_on_it(
    page: Page, residents: Residents, mouth: Overheard, address: str
) -> None:
    if address in OWN:
        page.card(residents.card)
    page.get(address)
    assert "".join(spoken(mouth, page, range(len(page.keys)))) == page.aloud
    assert page.client.get(part(page, len(page.keys), len(page.keys))).status_code == 503


def test_with_headphones_nothing_private_leaves_the_loudspeaker(
    page: Page, residents: Residents, mouth: Overheard
) -> None:
    page.card(residents.card).post("/settings/headphones")
    assert "好，您家的事只在耳机里念。" in page.text
    page.get("/balance")
    before = len(mouth.said)
    page.client.get(page.sounds[-1])
    page.client.get(part(page, 1, 1))
    kept = mouth.said[before:]
    assert all("二十五" not in said and "张桂芳" not in said for said in kept)
    assert all(phrase("settings.only_headphones").spoken in said for said in kept)
    assert "看每一笔" in kept[0], "what tells of nobody is said"
    page.client.get(f"{page.sounds[-1]}?headphones")
    assert "您家现在有二十五分" in mouth.said[-1]
    page.post("/settings/loudspeaker").get("/balance")
    page.client.get(page.sounds[-1])
    assert "您家现在有二十五分" in mouth.said[-1]


def test_with_headphones_the_loudspeaker_asks_and_names_buttons_and_tells_nothing(
    page: Page, residents: Residents, mouth: Overheard
) -> None:
    page.card(residents.card).post("/settings/headphones")
    for address in (*OWN, "/orders", "/rank", "/redeemable"):
        page.get(address)
        before = len(mouth.said)
        page.client.get(page.sounds[-1])
        spoken(mouth, page, range(len(page.keys)))
        for said in mouth.said[before:]:
            rest = said.replace(phrase("settings.only_headphones").spoken, "")
            assert "。" not in rest, (address, said)
            assert "！" not in rest, (address, said)


def test_the_next_visitor_hears_from_the_loudspeaker_and_sees(page: Page, residents: Residents) -> None:
    page.card(residents.card).post("/settings/headphones").post("/settings/by_ear")
    assert 'data-ear="2" data-phones="2"' in page.html
    assert 'data-ear="1" data-phones="1"' in page.get("/").html


def test_a_notice_that_tells_of_somebody_is_private(page: Page, residents: Residents, mouth: Overheard) -> None:
    page.card(residents.card).post("/settings/by_ear").get("/shop")
    page.client.get(part(page, 0, 0))
    assert mouth.secrets == mouth.said[-1:], "the household's name is not kept by the mouth"


def test_which_output_the_headphones_are_is_said_once_for_each_kiosk(page: Page) -> None:
    assert page.client.get("/headphones").json == {"name": ""}
    page.get("/?headphones=USB 耳机")
    assert page.client.get("/headphones").json == {"name": "USB 耳机"}


def test_a_card_is_taken_by_a_first_page_that_stood_there_for_hours(page: Page, residents: Residents) -> None:
    with clock.held(clock.now() + timedelta(hours=3)):
        assert page.card(residents.card).screen == "balance"
        with clock.held(clock.now() + timedelta(hours=3)):
            assert page.get("/find").screen == "find", "the one before is gone, with all that was theirs"
            assert page.get("/balance").screen == "home"
