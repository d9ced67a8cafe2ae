"""念给我听 says exactly what stands on the screen."""

from __future__ import annotations

import re

import pytest

from kiosk.speech import join
from tests.kiosk.conftest import Residents
from tests.kiosk.journeys import red_and_black, shelves
from tests.kiosk.market import market, on_shelf
from tests.kiosk.page import Page
from village.language.speakable import is_speakable
from village.store import Store
from village.voice import boards, told

SCREENS = [
    "/",
    "/find",
    "/find/group",
    "/find/surname?group=三组",
    "/find/household?group=三组&surname=张",
    "/find/number",
    "/find/phone",
    "/settings",
]
PUBLIC = [
    *(f"/told/{question}" for question in told.PUBLIC),
    *(f"/told/item_rule?subject={item}" for item in ("P07", "N15")),
    *(f"/boards/{kind}" for kind in boards.KINDS),
    *("/boards", "/boards/column?group=三组", "/told/costs?page=2"),
]
SHOP = ["/shop", "/shop?enough=1", "/orders", "/redeemable", "/errands", "/objection"]
DECLARING = ["/declare", "/declare/item/P18", "/declared"]
OWN = [
    *(f"/told/{question}" for question in told.OWN),
    "/told",
    "/errands?page=3",
    "/balance",
    "/statement/all",
    "/statement/plus",
    "/statement/minus",
    "/rank",
    "/settings",
    "/pin",
]


def test_it_works(speaking: Page, residents: Residents) -> None:
    speaking.card(residents.card)
    assert (
        speaking.aloud == "三组，张桂芳家，您家现在有二十五分，二十五分。这些分现在不能换东西。"
        "看每一笔，能换什么，打印小票，更多，一共三页，"
    )
    assert speaking.wav()[:4] == b"RIFF"


@pytest.mark.parametrize("screen", ["800x480", "1920x1080"])
def test_what_is_shown_is_said_and_what_is_said_is_shown_on_every_page(
    speaking: Page, residents: Residents, store: Store, screen: str
) -> None:
    speaking.headers["X-Screen"] = screen
    red_and_black(store)
    with market(store):
        shelves(store)
        dear = on_shelf(store, "被子", "90")
        for address in (*SCREENS, *PUBLIC):
            same(speaking.get(address), address)
        same(speaking.card("nonsense"), "a card of nobody")
        same(speaking.post("/find/digits", digits="4821"), "found")
        same(speaking.post("/choose", household=residents.zhang.id), "who")
        same(speaking.post("/who/yes"), "balance of anybody")
        same(speaking.post("/print"), "unlock")
        speaking.card(residents.card)
        for address in (*OWN, *SHOP, f"/shop/{dear.id}", f"/shop/{dear.id - 2}?place=0", *DECLARING, *SCREENS, *PUBLIC):
            speaking.get("/").card(residents.card)
            same(speaking.get(address), address)
        for address in (f"/shop/{dear.id}/wish", f"/shop/{dear.id - 2}/order", "/print", "/help"):
            speaking.get("/").card(residents.card)
            same(speaking.post(address, token="1"), address)


def same(page: Page, name: str) -> None:
    """Sentence by sentence, with all figures and names, and nothing stands there beside them."""
    assert page.answer.status_code in (200, 422), name
    said = page.phrases(page.sounds[-1])
    assert [shown for _, shown in page.said] == [each.shown for each in said], name
    assert is_speakable(join(said)), name
    assert [text for text in page.unsaid if not re.fullmatch("[·、，。]*", text)] == [], name
    for each in said:
        assert re.split(r"[0-9+.，、-]", each.shown)[0] in each.spoken, (name, each)  # alike up to the first figure


def test_what_is_only_shown_or_only_said_would_be_noticed(speaking: Page, residents: Residents) -> None:
    class Changed(Page):
        html = ""

    page = speaking.card(residents.card)
    changed = Changed(page.client)
    changed.answer, changed.html = page.answer, page.html.replace("</main>", "<p>再看看</p></main>")
    with pytest.raises(AssertionError):
        same(changed, "something shown that is no sentence")
    changed.html = page.html.replace("25", "26")
    with pytest.raises(AssertionError):
        same(changed, "another figure")
    changed.html = re.sub(r'<span data-say="button.statement">.*?</span>', "", page.html)
    with pytest.raises(AssertionError):
        same(changed, "a button said and not shown")


def test_a_sound_is_only_for_the_visitor_of_its_page(speaking: Page, residents: Residents) -> None:
    sound = speaking.card(residents.card).sounds[-1]
    speaking.get("/")
    assert speaking.client.get(sound).status_code == 404
    speaking.client.delete_cookie("xiangyin_kiosk")
    assert speaking.client.get(sound).status_code == 302


def test_it_can_be_heard_again(speaking: Page) -> None:
    speaking.get("/find")
    assert abs(len(speaking.wav()) - len(speaking.wav())) < 4000


def test_without_a_mouth_the_page_says_so(page: Page) -> None:
    page.get("/find")
    assert page.client.get(page.sounds[-1]).status_code == 503
    assert "喇叭不响" in page.html


def test_what_every_page_may_have_to_say_is_said_by_its_key_and_nothing_of_a_household_is(speaking: Page) -> None:
    assert speaking.client.get("/speech/help.offline.wav").data[:4] == b"RIFF"
    assert speaking.client.get("/speech/balance.is.wav").status_code == 404
    assert speaking.client.get("/speech/no.such.wav").status_code == 404
