"""The announcement of a board: a text to be read out, and the same said by the product's own mouth."""

from __future__ import annotations

import array
import os
import wave
from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
from flask import Flask

from admin import create_app
from tests import builders
from tests.admin import waiting
from tests.admin.browser import HeldClock, chromium, serving
from tests.admin.conftest import PASSWORD, Desk
from village.model.household import Household
from village.model.publication import Publication
from village.printing.queue import print_queue
from village.services import households
from village.settings import Settings
from village.store import Store
from village.voice.client import Voice
from village.voice.supervisor import Supervisor

SHOTS = os.environ.get("VILLAGE_SHOTS", "")  # a folder: keep pictures of these pages there
LISTEN = """() => { window.played = new Promise((told) => {
    const audio = document.querySelector("audio");
    audio.addEventListener("timeupdate", () => audio.currentTime > 0.2 && told(audio.duration));
}); }"""


@pytest.fixture(scope="module")
def mouth() -> Iterator[Voice]:
    """A real speech worker that has a mouth and no ears."""
    supervisor = Supervisor(find_model=lambda: None)
    supervisor.start()
    assert supervisor.wait(60).mouth == "ready"
    yield supervisor.voice
    supervisor.stop()


@pytest.fixture
def app(store: Store, settings: Settings, mouth: Voice) -> Flask:
    return create_app(settings=settings, store=store, voice=mouth, prints=print_queue(store, settings))


@pytest.fixture
def desk(app: Flask) -> Desk:
    sitting = Desk(app.test_client())
    sitting.post("/login", login="clerk", password=PASSWORD)
    return sitting


@pytest.fixture
def board(store: Store, zhang: Household) -> Publication:
    builders.a_line(store, zhang, "P05", occurred=date(2026, 3, 10))
    shan = households.search(store, "单雄信")[0]
    builders.a_line(store, shan, "N08", occurred=date(2026, 3, 12), reason="门口堆了柴草")
    return waiting.a_board(store, "2026-03")


def heard(data: bytes) -> tuple[float, int]:
    """(seconds, loudest sample) of a wav."""
    with wave.open(BytesIO(data)) as wav:
        samples = array.array("h", wav.readframes(wav.getnframes()))
        return wav.getnframes() / wav.getframerate(), max(map(abs, samples))


def test_it_works(desk: Desk, board: Publication) -> None:
    assert f"/boards/{board.id}/announcement" in desk.get(f"/boards/{board.id}").text
    page = desk.get(f"/boards/{board.id}/announcement").text
    assert "三组张桂芳家，+8分。" in page
    assert f'src="/boards/{board.id}/announcement.wav' in page
    answer = desk.get(f"/boards/{board.id}/announcement.wav")
    assert answer.mimetype == "audio/wav"
    seconds, loudest = heard(answer.data)
    assert 20 < seconds < 90
    assert loudest > 3000


def test_a_group_hears_more_than_the_village_and_no_reason(desk: Desk, board: Publication) -> None:
    page = desk.get(f"/boards/{board.id}/announcement?group=三组").text
    assert "单雄信家，-" in page
    assert "柴草" not in page
    answer = desk.get(f"/boards/{board.id}/announcement.wav?group=三组&save=yes")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert heard(answer.data)[0] > 15


def test_a_notice_is_said_too(desk: Desk, store: Store) -> None:
    made = waiting.a_notice(store)
    assert f"/notices/{made.id}/announcement.wav" in desk.get(f"/notices/{made.id}").text
    assert 5 < heard(desk.get(f"/notices/{made.id}/announcement.wav").data)[0] < 30


def test_a_group_or_a_board_that_is_none_is_said(desk: Desk, board: Publication) -> None:
    assert 'data-code="group_unknown"' in desk.get(f"/boards/{board.id}/announcement?group=九组").text
    assert desk.get("/boards/99/announcement").status_code == 404


def test_it_is_played_in_the_browser_and_stands_on_a_phone(app: Flask, board: Publication, store: Store) -> None:
    made = waiting.a_notice(store)
    with serving(HeldClock(app)) as address, chromium() as browser:
        page = browser.new_page(base_url=address, locale="zh-CN", viewport={"width": 360, "height": 720})
        page.goto("/login")
        page.get_by_label("登录名").fill("clerk")
        page.get_by_label("密码").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}/")
        for place in ("/notices", f"/notices/{made.id}", f"/boards/{board.id}/announcement"):
            page.goto(place)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
            if SHOTS:
                page.screenshot(path=f"{SHOTS}/{place.strip('/').replace('/', '-')}.png", full_page=True)
        page.evaluate(LISTEN)
        page.locator("audio").focus()
        page.keyboard.press("Space")
        assert page.evaluate("window.played") > 20
