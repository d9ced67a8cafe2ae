"""What is heard at a real Chromium: begun by a touch, broken off by the next, as loud as it was asked for; and what a
touch does it does once."""

from __future__ import annotations

import io
import re
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import kiosk
from kiosk.tuning import VOLUMES
from tests.kiosk.browser import chromium, later, scan, serving, standing_at
from tests.kiosk.conftest import Nudged, Residents
from tests.kiosk.crowded import Ready
from village.settings import Settings
from village.store import Store

BEFORE = """milliseconds => window.addEventListener(
    "click", (event) => { tapped.at = event.timeStamp - milliseconds; }, { capture: true, once: true })"""
"""Script: the next press comes so long after the one before it, however slow this machine is."""


class Talkative(Ready):
    """A mouth that goes on for ten minutes: what it says ends in no test by itself."""

    def speak(self, text: str, rate: int = 4, *, private: bool = False) -> bytes:  # noqa: ARG002 the mouth's signature
        """Silence."""
        sound = io.BytesIO()
        with wave.open(sound, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(1)
            file.setframerate(3_000)
            file.writeframes(bytes([128]) * 3_000 * 600)
        return sound.getvalue()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser, settings: Settings, store: Store, residents: Residents, tmp_path: Path) -> Iterator[Page]:
    """张桂芳 has come with her card."""
    app = kiosk.create_app(settings=settings, store=store, voice=Talkative(tmp_path / "nobody"), prints=Nudged())
    with serving(app) as served, standing_at(browser, served) as opened:
        scan(opened, residents.card)
        expect(opened.locator("#screen.at-balance")).to_be_visible()
        yield opened


def press(page: Page, words: str) -> None:
    later(page)
    page.locator("#screen button:visible, #screen .button:visible").filter(has_text=words).first.click()


def is_heard(page: Page) -> None:
    page.wait_for_function("() => !mouth.paused && mouth.currentTime > 0")
    expect(page.locator("html")).to_have_class(re.compile("speaking"))


def test_what_is_read_aloud_stops_by_the_same_button_and_can_be_heard_again(page: Page) -> None:
    hear = page.locator(".bar [data-hear]")
    press(page, "念给我听")
    is_heard(page)
    expect(hear.get_by_text("停")).to_be_visible()
    later(page)
    hear.click()
    assert page.evaluate("mouth.paused")
    expect(page.locator("html")).not_to_have_class(re.compile("speaking"))
    expect(hear.get_by_text("念给我听")).to_be_visible()
    press(page, "念给我听")
    is_heard(page)


@pytest.mark.parametrize("touched", ["看每一笔", "声音和字", "说话"])
def test_whatever_is_touched_breaks_off_what_is_said(page: Page, touched: str) -> None:
    press(page, "念给我听")
    is_heard(page)
    press(page, touched)
    assert page.evaluate("mouth.paused")


def test_louder_and_softer_are_heard_in_the_very_next_sound(page: Page) -> None:
    press(page, "念给我听")
    is_heard(page)
    assert page.evaluate("mouth.volume") == pytest.approx(VOLUMES[2])
    press(page, "声音和字")
    for words, volume in (("大声点", VOLUMES[3]), ("小声点", VOLUMES[2]), ("小声点", VOLUMES[1])):
        press(page, words)
        page.wait_for_function("([to, now]) => Math.abs(mouth.volume - to) < .01 && !mouth.paused", arg=[volume, 0])


def test_a_press_counts_once_within_half_a_second_and_again_after_it(page: Page) -> None:
    """字大一点 twice would be two sizes: what stands where the first page stood is the same button."""
    press(page, "声音和字")
    press(page, "更多")
    larger = page.locator("#screen button").filter(has_text="字大一点")
    later(page)
    larger.click()
    expect(page.locator("#screen[data-text='2']")).to_be_visible()
    for milliseconds, text in ((450, "2"), (550, "3")):
        page.wait_for_function("() => !document.querySelector('.htmx-request')")
        box = larger.bounding_box()
        assert box
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.evaluate("([x, y]) => Object.assign(tapped, { x, y })", [x, y])
        page.evaluate(BEFORE, milliseconds)
        page.mouse.click(x, y)
        page.wait_for_function("() => !document.querySelector('.htmx-request')")  # begun by the press itself
        expect(page.locator("#screen")).to_have_attribute("data-text", text)
