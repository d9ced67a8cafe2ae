"""A name that the screen typeface cannot write is drawn, on the kiosk and on the board."""

from __future__ import annotations

import io

from flask import render_template_string
from PIL import Image

from tests import builders
from tests.kiosk.page import Page
from village.store import Store
from village.web.letters import drawn, named


def test_a_rare_name_is_a_picture_with_its_reading(page: Page, store: Store) -> None:
    rare = builders.a_household(store, "张㐂", "三组", reading="zhang1 xi3")
    page.post("/choose", household=rare.id)
    assert '<span class="part">张<img class="letter" src="/letters/3402.png" alt="㐂"></span>' in page.html
    assert '<span class="part">（xǐ）家</span>' in page.html
    assert "㐂（" not in page.html


def test_the_picture_shows_the_character_and_may_be_kept(page: Page) -> None:
    answer = page.client.get("/letters/3402.png")
    picture = Image.open(io.BytesIO(answer.data))
    ink = picture.getchannel("A")
    assert picture.size == (192, 192)
    assert ink.getbbox() != (0, 0, 192, 192)
    assert 0.1 < ink.histogram()[255] / 192**2 < 0.6
    assert answer.cache_control.immutable


def test_a_character_that_no_font_has_is_its_code_in_a_box(page: Page) -> None:
    assert Image.open(io.BytesIO(page.client.get("/letters/20fff.png").data)).getchannel("A").getbbox()


def test_what_the_typeface_can_write_has_no_picture(page: Page) -> None:
    for code in ("5f20", "41", "ffffff", "zz", "-1"):
        assert page.client.get(f"/letters/{code}.png").status_code == 404
    assert drawn("张桂芳 <b>") == "张桂芳 &lt;b&gt;"


def test_the_board_draws_it_too(page: Page) -> None:
    with page.client.application.test_request_context():
        row = render_template_string("{{ head | named }}", head="张峯<")
    assert row == '张<img class="letter" src="/letters/5cef.png" alt="峯">&lt;（fēng）'
    assert named("张桂芳") == "张桂芳"
