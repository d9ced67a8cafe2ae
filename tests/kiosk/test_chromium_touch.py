"""Hands at a real Chromium: scanner, taps, idleness, the way back, and nothing asked of any other machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import kiosk
from tests.kiosk.browser import Served, chromium, later, scan, serving, standing_at, until
from tests.kiosk.conftest import PIN, Nudged, Residents
from tests.kiosk.crowded import Ready
from village.model.receipt import ReceiptState
from village.services import help_calls, receipts
from village.settings import Settings
from village.store import Store


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def served(settings: Settings, store: Store, residents: Residents, tmp_path: Path) -> Iterator[Served]:  # noqa: ARG001
    app = kiosk.create_app(settings=settings, store=store, voice=Ready(tmp_path / "nobody"), prints=Nudged())
    with serving(app) as served:
        yield served


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    with standing_at(browser, served) as opened:
        yield opened


def at(page: Page, screen: str) -> None:
    expect(page.locator(f"#screen.at-{screen}")).to_be_visible()


def press(page: Page, words: str) -> None:
    """Touch what has these words on it, as slowly as a person."""
    if not words.isdigit():  # keys lie further apart than the guard against a second press looks
        later(page)
    page.locator("#screen button, #screen .button").filter(has_text=words).first.click()


def rest(page: Page, idle: int, warning: int) -> None:
    """How many seconds nothing is touched until one is asked, and then until all is forgotten."""
    page.evaluate("given => Object.assign(screen_().dataset, given)", {"idle": idle, "warning": warning})


def test_it_works(page: Page, residents: Residents, store: Store) -> None:
    """From the first page to a receipt: by hand, without a card."""
    press(page, "找我家")
    press(page, "按户号找")
    for digit in "03017":
        press(page, digit)
    expect(page.locator(".typed")).to_have_text("03017")
    press(page, "确定")
    press(page, "对，是我家")
    expect(page.locator(".figure")).to_contain_text("25")
    press(page, "更多")
    press(page, "打印小票")
    press(page, "按密码")
    for digit in PIN:
        press(page, digit)
    at(page, "print")
    assert len(receipts.recent(store)) == 1
    assert receipts.household_of(store, 1) == residents.zhang.id
    receipts.mark(store, 1, state=ReceiptState.CONFIRMED)
    expect(page.locator(".state")).to_have_text("没有接打印机，小票显示在屏幕上。")
    press(page, "看好了")
    at(page, "home")


def test_a_card_works_on_any_page(page: Page, residents: Residents) -> None:
    press(page, "找我家")
    press(page, "按组找")
    at(page, "group")
    scan(page, residents.card)
    at(page, "balance")
    scan(page, "XY00000000")
    expect(page.locator(".word")).to_contain_text("这张卡没读出来")
    at(page, "balance")


def test_nothing_is_asked_of_any_other_machine(browser: Browser, served: Served, residents: Residents) -> None:
    with standing_at(browser, served) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.reload()
        scan(page, residents.card)
        press(page, "更多")
        press(page, "打印小票")
        press(page, "念给我听")
        press(page, "请干部帮忙")
        at(page, "help")
    assert len(asked) > 8
    assert [address for address in asked if not address.startswith(served.address)] == []


def test_the_address_never_names_a_household_and_back_leads_nowhere(page: Page, residents: Residents) -> None:
    scan(page, residents.card)
    press(page, "看每一笔")
    at(page, "statement")
    assert re.fullmatch(r"http://[^/]+/\?kiosk=[^&]*&ppi=149", page.url)
    press(page, "回去")
    at(page, "balance")
    press(page, "回去")
    at(page, "home")
    page.go_back()
    assert "张桂芳" not in page.content()


def test_a_second_press_within_half_a_second_does_nothing(page: Page, store: Store) -> None:
    press(page, "请干部帮忙")
    at(page, "help")
    later(page)
    box = page.get_by_text("继续").first.bounding_box()
    assert box
    page.mouse.click(box["x"] + 5, box["y"] + 5)
    page.evaluate("tapped.at = performance.now()")  # however slow this machine is
    page.mouse.click(box["x"] + 5, box["y"] + 5)
    at(page, "home")
    assert len(help_calls.waiting(store)) == 1


def test_a_key_of_the_pad_pressed_twice_at_once_counts_once(page: Page) -> None:
    press(page, "找我家")
    press(page, "按户号找")
    at(page, "pad")
    box = page.locator("[data-digit='7']").bounding_box()
    assert box
    page.mouse.click(box["x"] + 20, box["y"] + 20)
    page.evaluate("tapped.at = performance.now()")  # however slow this machine is
    page.mouse.click(box["x"] + 20, box["y"] + 20)
    expect(page.locator(".typed")).to_have_text("7")


def finger(page: Page, *way: tuple[float, float], resting: tuple[float, float] | None = None) -> None:
    """Comes down at the first place, slides over the others and leaves at the last; a hand may rest on the glass."""
    hand = [{"x": resting[0], "y": resting[1], "id": 9}] if resting else []
    hands = page.context.new_cdp_session(page)

    def say(kind: str, *points: dict[str, float]) -> None:
        hands.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [*hand, *points]})

    if hand:
        say("touchStart")
    for kind, (x, y) in zip(("touchStart", *["touchMove"] * (len(way) - 1)), way, strict=True):
        say(kind, {"x": x, "y": y, "id": 1})
    say("touchMove" if hand else "touchEnd")  # what is named no longer has left
    if hand:
        hands.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def places(page: Page, selector: str) -> tuple[tuple[float, float], tuple[float, float]]:
    """Well inside a control, at both its ends."""
    box = page.locator(selector).first.bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    return (box["x"] + 12, middle), (box["x"] + box["width"] - 12, middle)


@pytest.fixture
def glass(browser: Browser, served: Served) -> Iterator[Page]:
    """A screen that is touched."""
    with standing_at(browser, served, has_touch=True) as opened:
        yield opened


@pytest.mark.parametrize("resting", [None, (5, 400)], ids=["one finger", "a hand rests on the edge"])
def test_a_finger_that_slides_within_a_button_presses_it(glass: Page, resting: tuple[float, float] | None) -> None:
    begins, ends = places(glass, ".acts .choice")
    finger(glass, begins, ((begins[0] + ends[0]) / 2, begins[1] + 5), ends, resting=resting)
    at(glass, "boards")


def test_a_touch_that_begins_or_ends_elsewhere_is_no_press(glass: Page, served: Served) -> None:
    find, talk, boards = places(glass, ".acts .go")[0], places(glass, ".talk")[0], places(glass, ".acts .choice")[0]
    for begins, ends in ((find, talk), (talk, find), (find, (5.0, 5.0)), ((5.0, 5.0), find), (find, boards)):
        finger(glass, begins, ends)
    later(glass)
    finger(glass, boards)  # a whole touch: all that was asked before it has been asked by then
    at(glass, "boards")
    assert [path for _, _, path, _ in served.asked if path.startswith(("/find", "/listen"))] == []


def test_a_finger_that_comes_twice_at_once_presses_once(glass: Page, store: Store) -> None:
    finger(glass, places(glass, ".bar .ask-help")[0])
    at(glass, "help")
    later(glass)
    on = places(glass, ".acts .button, .acts button")[0]
    finger(glass, on)
    glass.evaluate("tapped.at = performance.now()")  # however slow this machine is
    finger(glass, on)
    at(glass, "home")
    assert len(help_calls.waiting(store)) == 1


def test_whoever_walks_away_is_asked_as_often_as_it_takes_and_then_forgotten(
    page: Page, served: Served, residents: Residents
) -> None:
    scan(page, residents.card)
    at(page, "balance")
    rest(page, idle=600, warning=600)
    for time in range(10):
        page.evaluate("stirred -= 600_000")  # stands until somebody answers, however slow this machine is
        expect(page.get_by_text("还在吗？不点屏幕，我就回首页了。")).to_be_visible()
        assert "help.still_there" in page.evaluate("mouth.src"), "it is told aloud too"
        if time % 2:
            press(page, "继续")
        else:
            page.mouse.click(20, 20)  # beside the button
        expect(page.locator(".warn")).to_be_hidden()
        at(page, "balance")
        page.evaluate("mouth.src = ''")
    until(page, lambda: [path for _, _, path, _ in served.asked].count("/stay") == 10)  # the server knows it, too
    rest(page, idle=1, warning=600)
    expect(page.locator(".warn")).to_be_visible()
    rest(page, idle=1, warning=0)
    at(page, "home")
    expect(page.locator(".word")).to_have_text("为了保密，已经回到首页。")
    page.go_back()
    assert "张桂芳" not in page.content()


def test_from_another_machine_over_plain_http_one_sentence_stands_for_the_button(
    browser: Browser, served: Served
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")
    page = context.new_page()
    page.goto(f"{served.address}/?ppi=149")
    expect(page.get_by_text("这里不能用话筒，请点按钮，我念给您听。")).to_be_visible()
    expect(page.locator(".talk")).to_be_hidden()
    said = page.locator(".bar [data-hear]").get_attribute("data-hear")
    assert said
    assert said.endswith(" /speech/voice.plain_http.wav"), "what is shown is also said, after the page"
    context.close()


def test_a_sound_that_cannot_be_made_is_told_on_the_page(page: Page) -> None:
    press(page, "念给我听")
    expect(page.locator(".word")).to_contain_text("喇叭不响")
