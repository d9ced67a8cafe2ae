"""At most three decisions a journey, one a screen: counted on the real screens, page by page, 说话 and 更多 too."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest

import kiosk
from tests.kiosk.conftest import Nudged, Residents
from tests.kiosk.crowded import Ready
from tests.kiosk.journeys import HELP, JOURNEYS, red_and_black, shelves
from tests.kiosk.market import market
from tests.kiosk.page import Page
from village.settings import Settings
from village.store import Store

MOST_DECISIONS = 3
SCREENS = {"800x480": 4, "1280x800": 6, "1920x1080": 6}
"""How many choices a screen may offer beside the bar of four (norms C.2): all that can be touched there is counted."""
_PAGING = "更多"
"""Turns the page, which says how many there are: nothing is decided by it."""
_PAGES = 40  # leafed through before a choice is given up


@dataclass(slots=True)
class Choice:
    """Something to touch: its words, and the link or form behind it."""

    words: str = ""
    address: str = ""
    form: dict[str, str] | None = None


@dataclass(slots=True)
class Choices(HTMLParser):
    """All that can be touched in the middle and at the foot of a page; the bar and the keys of a pad left out."""

    html: str
    found: list[Choice] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)
        self._main = self._open = False
        self._form: Choice | None = None
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "main":
            self._main = True
        elif self._main and tag == "form":
            self._form = Choice(address=given["action"], form={})
        elif tag == "input" and self._form and self._form.form is not None:
            self._form.form[given["name"]] = given.get("value", "")
        elif self._main and tag in ("a", "button") and not {"data-quiet", "data-digit"} & set(given):
            self._open = True
            self.found.append(self._form if tag == "button" and self._form else Choice(address=given.get("href", "")))

    def handle_data(self, data: str) -> None:
        if self._open:
            self.found[-1].words += data.strip()

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._main = False
        elif tag == "form":
            self._form = None
        elif tag in ("a", "button"):
            self._open = False


@dataclass(slots=True)
class Finger:
    """Somebody who touches what bears certain words, and leafs on where it does not stand."""

    page: Page
    at_most: int
    decisions: int = 0

    def touch(self, words: str) -> None:
        """One decision; whatever has to be leafed through first is none."""
        if words == HELP:
            assert 'action="/help"' in self.page.html
            self.decisions += 1
            self.page.post("/help")
            return None
        for _ in range(_PAGES):
            choices = self.choices()
            wanted = [each for each in choices if words in each.words]
            if wanted:
                self.decisions += 1
                return self._follow(wanted[0])
            assert re.search("一共[0-9]+页", self.page.text), "a page that is turned says of how many"
            self._follow(next(each for each in choices if each.words.startswith(_PAGING)))
        raise AssertionError(f"{words} stands on no page")

    def choices(self) -> list[Choice]:
        """All that stands here to be touched, never too much."""
        found = Choices(self.page.html).found
        assert len(found) <= self.at_most, [each.words for each in found]
        return found

    def _follow(self, choice: Choice) -> None:
        if choice.form is None:
            self.page.get(choice.address)
        else:
            self.page.post(choice.address, **{name: value for name, value in choice.form.items() if name != "csrf"})


@pytest.fixture
def page(store: Store, settings: Settings, residents: Residents, tmp_path: Path) -> Page:  # noqa: ARG001
    """At a kiosk that has ears: 说话 stands on its pages."""
    app = kiosk.create_app(settings=settings, store=store, voice=Ready(tmp_path / "nobody"), prints=Nudged())
    visit = Page(app.test_client()).get("/?kiosk=大厅东")
    assert [each.words for each in Choices(visit.html).found][-1] == "说话"
    return visit


@pytest.mark.parametrize(("screen", "at_most"), SCREENS.items(), ids=list(SCREENS))
def test_no_journey_asks_for_more_than_three_decisions(
    page: Page, residents: Residents, store: Store, screen: str, at_most: int
) -> None:
    page.headers["X-Screen"] = screen
    red_and_black(store)
    with market(store):
        shelves(store)
        for journey in JOURNEYS:
            finger = Finger(page.get("/").card(residents.card), at_most)
            for words in journey.touches:
                finger.touch(words)
            if journey.neighbour:
                page.card(residents.wang_card)
            finger.choices()
            assert finger.decisions <= MOST_DECISIONS, journey.name
            assert page.screen == journey.ends, journey.name
            assert journey.says in page.text, (journey.name, page.text)


def test_the_count_would_notice_a_fourth(page: Page, residents: Residents) -> None:
    """A way round of four touches counts as four."""
    finger = Finger(page.card(residents.card), at_most=6)
    for words in ("看每一笔", "为什么加分", "为什么扣分", "为什么加分"):
        finger.touch(words)
    assert finger.decisions == 4


def test_a_screen_that_offers_too_much_is_noticed(page: Page, residents: Residents) -> None:
    page.headers["X-Screen"] = "1920x1080"
    page.card(residents.card).get("/errands")
    assert len(Finger(page, at_most=6).choices()) == 6, "five errands and 更多 would be seven with 说话"
    with pytest.raises(AssertionError, match="排第几名"):
        Finger(page, at_most=4).touch("排第几名")
