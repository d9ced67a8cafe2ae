"""听着用 in a real Chromium, the picture hidden: whoever drives it knows what is spoken and four corners."""

from __future__ import annotations

import io
import re
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import kiosk
from tests.kiosk.browser import FITS, SCREENS, Served, chromium, scan, serving, standing_at, until
from tests.kiosk.conftest import PIN, Nudged, Residents
from tests.kiosk.crowded import Ready
from tests.kiosk.journeys import JOURNEYS, red_and_black, shelves
from tests.kiosk.market import OPEN_DAY, market
from village.language import phrase
from village.settings import Settings
from village.store import Store

HIDE = """() => document.styleSheets[document.styleSheets.length - 1].insertRule("#screen { opacity: 0 }")"""
QUIET = """() => new Promise((done) => {
    const told = () => screen_().dataset.ear !== "2" || "told" in screen_().dataset;
    const still = () => told() && !later.length && (mouth.readyState > 0 || mouth.paused);
    const look = () => (still() && !document.querySelector(".htmx-request") ? done() : setTimeout(look, 5));
    look();
})"""
"""Until no page is on its way, and the last of what is to be said has come: its end need not be waited for."""

CORNERS = {"again": (0.1, 0.1), "previous": (0.9, 0.1), "next": (0.1, 0.9), "choose": (0.9, 0.9)}
ELSEWHERE = 0.15
"""How far from there, across, every other touch of a corner is: two at one place at once are taken for one."""
_PAGES = 40


class Overheard(Ready):
    """A mouth that says everything in a breath; what it was given to say, and whether as private."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.said: list[str] = []
        self.secrets: list[str] = []

    def speak(self, text: str, rate: int = 4, *, private: bool = False) -> bytes:
        """A few samples of silence."""
        self.said.append(text)
        if private:
            self.secrets.append(text)
        sound = io.BytesIO()
        with wave.open(sound, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(16_000)
            file.writeframes(bytes(320 * rate // rate))
        return sound.getvalue()


@dataclass(slots=True)
class Listener:
    """Somebody who sees nothing."""

    page: Page
    mouth: Overheard
    touches: int = 0

    def hold(self, x: float, y: float) -> None:
        """A corner of the screen, until it is noticed, after two seconds."""
        self._at(x, y)
        before = len(self.mouth.said)
        self.page.mouse.down()
        self.page.wait_for_function("() => held")
        self.page.mouse.up()
        self._listen(before)

    def press(self, corner: str) -> str:
        """One of the four; what is said then."""
        before = len(self.mouth.said)
        x, y = CORNERS[corner]
        self.touches += 1
        self._at(abs(x - ELSEWHERE * (self.touches % 2)), y)
        self.page.mouse.down()
        self.page.mouse.up()
        return self._listen(before)

    def card(self, card: object) -> str:
        """Found by touch, held to the red light."""
        before = len(self.mouth.said)
        scan(self.page, card)
        return self._listen(before)

    def choose(self, words: str) -> str:
        """Go through what can be chosen until these words are said, leafing on where they are not."""
        for _ in range(_PAGES):
            if self.find(words):
                return self.press("choose")
            assert self.find("更多"), f"{words} is said nowhere"
            self.press("choose")
        raise AssertionError(f"{words} is said on no page")

    def figures(self, figures: str) -> str:
        """Each counted by touches."""
        said = ""
        for figure in figures:
            for _ in range(int(figure)):
                said += self.press("next")
            said += self.press("choose")
        return said

    def find(self, words: str) -> bool:
        """Whether it is among the choices of this page: gone through until it is said, or all have been."""
        while words not in (said := self.press("next")):
            if said.startswith(phrase("corners.wrapped").spoken):
                return False
        return not said.startswith(phrase("corners.wrapped").spoken) or words in said

    def _at(self, x: float, y: float) -> None:
        size = self.page.viewport_size
        assert size
        self.page.mouse.move(size["width"] * x, size["height"] * y)

    def _listen(self, before: int) -> str:
        self.page.evaluate(QUIET)
        return "".join(self.mouth.said[before:])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def mouth(tmp_path: Path) -> Overheard:
    return Overheard(tmp_path / "nobody")


@pytest.fixture
def served(settings: Settings, store: Store, residents: Residents, mouth: Overheard) -> Iterator[Served]:  # noqa: ARG001
    app = kiosk.create_app(settings=settings, store=store, voice=mouth, prints=Nudged())
    red_and_black(store)
    with market(store):
        shelves(store)
    with serving(app, OPEN_DAY) as served:
        yield served


@pytest.fixture
def listener(browser: Browser, served: Served, mouth: Overheard) -> Iterator[Listener]:
    with standing_at(browser, served) as page:
        page.evaluate(HIDE)
        yield Listener(page, mouth)


def test_every_journey_is_finished_by_ear(listener: Listener, residents: Residents) -> None:
    listener.hold(0.02, 0.02)
    assert phrase("corners.intro").spoken.split("，")[0] in "".join(listener.mouth.said)
    said = listener.card(residents.card)
    for journey in JOURNEYS:
        for words in journey.touches:
            said = listener.choose(words)
        if journey.neighbour:
            said = listener.card(residents.wang_card)
        assert journey.says in said or listener.find(journey.says), (journey.name, said)
        expect(listener.page.locator(f"#screen.at-{journey.ends}")).to_be_attached()
        while "您家现在有" not in said:
            while "回去" not in listener.press("previous"):
                pass
            said = listener.press("choose")


def test_found_by_number_and_proved_by_a_pin_that_nobody_hears(listener: Listener, residents: Residents) -> None:
    listener.hold(0.02, 0.98)
    listener.choose("找我家")
    asked = listener.choose("按户号找")
    assert phrase("corners.count").spoken in asked
    said = listener.figures(residents.zhang.number.replace("-", ""))
    assert "三" in said
    listener.press("previous")
    listener.press("choose")
    listener.choose("是我家")
    listener.choose("看每一笔")
    listener.choose("听原因")
    asked = listener.choose("按密码")
    assert phrase("corners.secret").spoken in asked
    before = len(listener.mouth.said)
    proved = listener.figures(PIN)
    figures = {phrase(f"corners.d{n}").spoken for n in range(10)}
    told = [text for text in listener.mouth.said[before:] if text.strip("，。") in figures]
    assert told == [], "the figures of a PIN are counted, not said"
    assert "门口堆了柴草" in proved


def test_a_wrong_choice_can_be_heard_again_and_gone_back_from(listener: Listener, residents: Residents) -> None:
    listener.hold(0.98, 0.02)
    page = listener.card(residents.card)
    assert "您家现在有" in page
    assert listener.press("choose").startswith("请先点左下角")
    first = listener.press("next")
    second = listener.press("next")
    assert listener.press("previous") == first != second
    again = listener.press("again")
    assert "您家现在有" in again
    assert first in again


def test_a_corner_held_again_brings_the_page_back(listener: Listener, residents: Residents) -> None:
    listener.hold(0.02, 0.02)
    expect(listener.page.locator(".corners")).to_be_visible()
    listener.hold(0.3, 0.3)
    expect(listener.page.locator(".corners")).to_have_count(0)
    until(listener.page, lambda: "看着用" in "".join(listener.mouth.said))
    listener.card(residents.card)
    expect(listener.page.locator("#screen.at-balance")).to_be_attached()


def test_the_visit_after_a_listeners_begins_with_the_page(listener: Listener, residents: Residents) -> None:
    listener.hold(0.02, 0.02)
    listener.card(residents.card)
    listener.card(residents.wang_card)
    expect(listener.page.locator(".corners")).to_have_count(0)


@pytest.mark.parametrize("inches", SCREENS)
def test_four_corners_are_large_and_say_what_is_said(
    browser: Browser, served: Served, mouth: Overheard, residents: Residents, inches: str
) -> None:
    with standing_at(browser, served, inches) as page:
        listener = Listener(page, mouth)
        listener.hold(0.02, 0.02)
        listener.card(residents.card)
        assert "您家现在有" in (page.locator(".heard").text_content() or "")
        assert page.evaluate(FITS, [SCREENS[inches][2] / 25.4, 4]) == []
        for corner in CORNERS:
            box = page.locator(f"[data-corner={corner}]").bounding_box()
            assert box
            assert min(box["width"], box["height"]) * 25.4 / SCREENS[inches][2] >= 20
    assert re.search("看着用|听着用", "".join(mouth.said))
