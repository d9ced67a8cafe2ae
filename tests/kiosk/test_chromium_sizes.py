"""Every screen in a real Chromium, on three screens: large enough, apart enough, dark enough (10:1),
nothing scrolls, nothing spills."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

import kiosk
from tests import builders
from tests.kiosk.browser import FITS, SCREENS, Served, chromium, serving, standing_at
from tests.kiosk.conftest import PIN, Nudged, Residents
from tests.kiosk.market import OPEN_DAY, market, on_shelf
from village.model.entry import Kind
from village.settings import Settings
from village.store import Store
from village.voice.client import Voice, VoiceStatus

SHOTS = os.environ.get("VILLAGE_SHOTS", "")  # a folder: keep pictures of every screen there
GO = """([method, address, values]) => htmx.ajax(method, address,
    {source: "#screen", target: "#screen", swap: "outerHTML", select: "#screen", values})"""
COLOURS = """() => [...document.querySelectorAll("button, .button, p, h1, span, output, b")]
    .filter(each => each.innerText && !each.closest("[hidden]")).map(each => {
        let ground = each;
        while (getComputedStyle(ground).backgroundColor === "rgba(0, 0, 0, 0)") ground = ground.parentElement;
        return [each.innerText.slice(0, 8), getComputedStyle(each).color, getComputedStyle(ground).backgroundColor];
    })"""


class Ready(Voice):
    """A voice that is there and says nothing: these tests look at pages with 说话 on them."""

    def status(self) -> VoiceStatus:
        return VoiceStatus("ready", "ready")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def app(settings: Settings, store: Store, residents: Residents, tmp_path: Path) -> Flask:
    for group in ("四组", "五组", "六组", "七组", "八组"):
        builders.a_household(store, "赵大山", group)
    for surname in "钱孙李周吴郑":
        builders.a_household(store, f"{surname}小明", "三组")
    owed = {"kind": Kind.DEDUCTION, "occurred_on": date(2026, 3, 9), "reason": "一" * 40}
    builders.a_plain_line(store, residents.wang, "-12370.5", **owed)
    for number in range(1, 8):
        on_shelf(store, f"不锈钢保温杯大容量家用第{number}种", str(number * 12.5))
    voice = Ready(tmp_path / "nobody.sock")
    return kiosk.create_app(settings=settings, store=store, voice=voice, prints=Nudged())


@pytest.fixture
def served(app: Flask) -> Iterator[Served]:
    with serving(app) as served:
        yield served


def go(page: Page, address: str, **form: object) -> None:
    """Follow a link, or press the button of a form."""
    page.evaluate(GO, ["POST" if form else "GET", address, {key: str(value) for key, value in form.items()}])


def walk(page: Page, residents: Residents) -> Iterator[str]:
    """One screen after the other; its name when it stands there."""
    yield "home"
    for name, address in [
        ("find", "/find"),
        ("group", "/find/group"),
        ("group-2", "/find/group?page=2"),
        ("surname", "/find/surname?group=三组"),
        ("household", "/find/household?group=三组&surname=张"),
        ("pad", "/find/number"),
    ]:
        go(page, address)
        yield name
    go(page, "/find/digits", digits="9999")
    yield "pad-sorry"
    go(page, "/find/digits", digits="4821")
    yield "found"
    go(page, "/choose", household=residents.long_named.id)
    yield "who-long"
    go(page, "/choose", household=residents.zhang.id)
    yield "who"
    go(page, "/who/yes", yes=1)
    yield "balance-public"
    go(page, "/statement/all")
    yield "statement-public"
    go(page, "/print", new=1)
    yield "unlock"
    go(page, "/pin")
    yield "pin"
    go(page, "/pin", digits="0000")
    yield "pin-sorry"
    go(page, "/pin", digits=PIN)
    page.wait_for_load_state("networkidle")
    yield "print"
    for name, address in [
        ("balance", "/balance"),
        ("statement", "/statement/all"),
        ("statement-2", "/statement/all?page=2"),
        ("plus", "/statement/plus"),
        ("minus", "/statement/minus"),
        ("rank", "/rank"),
        ("shop", "/shop"),
        ("shop-2", "/shop?page=2"),
        ("order-closed", "/shop/1"),
        ("orders", "/orders"),
        ("redeemable", "/redeemable"),
        ("errands", "/errands"),
        ("errands-2", "/errands?page=2"),
        ("declare", "/declare"),
        ("declare-item", "/declare/2"),
        ("declare-option", "/declare/item/P15"),
        ("witness", "/declare/item/P18"),
        ("declared", "/declared"),
        ("objection", "/objection"),
        ("settings", "/settings"),
        ("settings-2", "/settings?page=2"),
    ]:
        go(page, address)
        yield name
    go(page, "/help", call=1)
    yield "help"
    go(page, "/card", card="XY123456789")
    yield "card-sorry"
    go(page, "/no-such-page")
    yield "sorry"
    go(page, "/card", card=residents.wang_card)
    yield "balance-owed"
    go(page, "/balance")
    page.evaluate("document.querySelector('.warn').hidden = false")
    yield "warning"
    page.evaluate("document.querySelector('.warn').hidden = true; look('hearing')")
    yield "listening"
    page.evaluate("look('')")


@pytest.mark.parametrize(
    ("inches", "text"), [("7", 1), ("10", 1), ("21", 1), ("7", 3), ("10", 3)], ids=lambda value: str(value)
)
def test_every_screen_fits_and_every_word_stands_out(
    browser: Browser, served: Served, residents: Residents, inches: str, text: int
) -> None:
    mm = SCREENS[inches][2] / 25.4
    faults: list[str] = []
    with standing_at(browser, served, inches) as page:
        for _ in range(text - 1):
            go(page, "/settings/larger", larger=1)
        for name in walk(page, residents):
            faults += [f"{name}: {fault}" for fault in page.evaluate(FITS, mm)]
            faults += [f"{name}: {words} is pale" for words, *two in page.evaluate(COLOURS) if contrast(*two) < 10]
            if SHOTS:
                page.screenshot(path=Path(SHOTS, f"{inches}-{text}-{name}.png"))
    assert not faults


def test_the_figure_is_25_mm_and_sentences_10_mm(browser: Browser, served: Served, residents: Residents) -> None:
    for inches, (_, _, ppi) in SCREENS.items():
        with standing_at(browser, served, inches) as page:
            go(page, "/card", card=residents.card)
            size = "each => parseFloat(getComputedStyle(each).fontSize)"
            assert page.locator(".figure").evaluate(size) >= 25 * ppi / 25.4
            assert page.locator(".balance").evaluate(size) >= 10 * ppi / 25.4 - 0.5


@pytest.mark.parametrize("inches", SCREENS)
def test_ordering_and_objecting_fit_on_the_day_of_the_market(
    browser: Browser, served: Served, residents: Residents, store: Store, monkeypatch: pytest.MonkeyPatch, inches: str
) -> None:
    monkeypatch.setattr("tests.kiosk.browser.TODAY", OPEN_DAY)
    tea = on_shelf(store, price="2").id
    faults: list[str] = []
    with market(store), standing_at(browser, served, inches) as page:
        go(page, "/card", card=residents.card)
        for name, address in [
            ("balance-open", "/balance"),
            ("shop-open", "/shop"),
            ("order-short", "/shop/7"),
            ("statement-open", "/statement/all"),
            ("minus-open", "/statement/minus"),
            ("plus-open", "/statement/plus"),
            ("objection-open", "/objection"),
            ("object", "/objection/3"),
            ("order", f"/shop/{tea}"),
        ]:
            go(page, address)
            faults += [f"{name}: {fault}" for fault in page.evaluate(FITS, SCREENS[inches][2] / 25.4)]
            if SHOTS:
                page.screenshot(path=Path(SHOTS, f"{inches}-{name}.png"))
        go(page, f"/shop/{tea}/order", token="once")
        faults += [f"ordered: {fault}" for fault in page.evaluate(FITS, SCREENS[inches][2] / 25.4)]
        go(page, "/orders/1")
        faults += [f"drop: {fault}" for fault in page.evaluate(FITS, SCREENS[inches][2] / 25.4)]
    assert not faults


def contrast(one: str, other: str) -> float:
    """WCAG's contrast of two CSS colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
