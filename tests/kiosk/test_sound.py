"""念给我听 says exactly what stands on the screen."""

from __future__ import annotations

import re

import pytest

from tests.kiosk.conftest import Residents
from tests.kiosk.page import Page
from village.language import phrase
from village.language.phrases import params_of
from village.language.speakable import is_speakable

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
SHOP = ["/shop", "/orders", "/redeemable", "/errands", "/objection"]
DECLARING = ["/declare", "/declare/item/P18", "/declared"]
OWN = ["/balance", "/statement/all", "/statement/plus", "/statement/minus", "/rank", "/settings", "/pin"]


def test_it_works(speaking: Page, residents: Residents) -> None:
    speaking.card(residents.card)
    assert (
        speaking.aloud == "三组，张桂芳家，您家现在有二十五分，二十五分。这些分现在不能换东西。"
        "看每一笔，能换什么，打印小票，更多，一共三页，"
    )
    assert speaking.wav()[:4] == b"RIFF"


@pytest.mark.parametrize("address", SCREENS)
def test_what_anybody_sees_is_what_is_said(speaking: Page, address: str) -> None:
    same(speaking.get(address))


@pytest.mark.parametrize("address", [*OWN, *SHOP, *DECLARING])
def test_what_a_household_sees_is_what_is_said(speaking: Page, residents: Residents, address: str) -> None:
    same(speaking.card(residents.card).get(address))


def test_who_unlock_print_help_and_found_say_what_they_show(speaking: Page, residents: Residents) -> None:
    same(speaking.post("/find/digits", digits="4821"))
    same(speaking.post("/choose", household=residents.zhang.id))
    same(speaking.post("/who/yes").post("/print"))
    same(speaking.card(residents.card))
    same(speaking.post("/help"))
    same(speaking.card("nonsense"))


def same(page: Page) -> None:
    """One utterance per sentence shown, in order: the words of those without values are compared in full."""
    spoken = page.aloud
    assert is_speakable(spoken)
    for key, shown in page.said:
        if not params_of(key):
            assert phrase(key).shown == shown
            words = phrase(key).spoken
        else:
            words = re.split(r"[0-9+.，、-]", shown)[0]  # what precedes the first figure reads alike
        assert words in spoken, key
        spoken = spoken[spoken.index(words) + len(words) :]
    assert len(spoken) < 40


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
