"""Every screen in every state, in a real Chromium on four screens: large enough, apart enough, dark enough, nothing
scrolls, nothing spills, never too much to choose from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.kiosk.browser import FITS, SCREENS, chromium, scan, serving, standing_at
from tests.kiosk.conftest import Residents
from tests.kiosk.walk import WATCH, kiosk_of, through, village
from village.language import phrase
from village.store import Store

SIZES = [(inches, text) for inches in SCREENS for text in (1, 2, 3)]
BLACK_AND_WHITE = """on => {
    screen_().dataset.contrast = on ? 2 : 1;
    fit();
}"""
NEWS = """sentence => { // the longest that may come up on any page of a household, below its name
    const place = find(".word"), open = find(".whose") && !find(".cover:not([hidden])");
    if (open) [window.before, screen_().dataset.refused] = [[place.innerHTML, place.className], sentence];
    if (open) word("refused");
    return open;
}"""
GONE = "() => { const place = find('.word'); [place.innerHTML, place.className] = before; }"
MOVED = """async () => {
    await document.fonts.ready;
    await Promise.all([...document.images].map((each) => each.decode().catch(() => {})));
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    watch.takeRecords().forEach(noted);
    return moved.splice(0);
}"""
COMES_UP = ("word-offline", "word-mute", "word-refused", "no-microphone")
"""States in which a script has just shown a sentence that needs its place."""
COLOURED = """() => [...document.querySelectorAll("body, body *")].flatMap((each) => {
    const style = getComputedStyle(each), pure = ["rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgba(0, 0, 0, 0)", "none"];
    const used = ["color", "backgroundColor", "backgroundImage", "borderTopColor", "fill", "stroke"];
    const found = used.map((part) => style[part]).filter((colour) => !pure.includes(colour));
    if (each.matches("img.goods, .view") && !style.filter.includes("grayscale(1)")) found.push("a picture");
    return found.map((colour) => `${each.className}: ${colour}`);
})"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.mark.parametrize(("inches", "text"), SIZES, ids=str)
def test_every_screen_fits_and_every_word_stands_out(browser: Browser, store: Store, inches: str, text: int) -> None:
    """In colours; and, with the smallest and the largest letters, in nothing but black and white; with the largest,
    whatever comes up leaves the household's name where it is; with those between, nothing moves once it stands: what
    comes late, letters, pictures, scripts, finds its room kept."""
    _, height, ppi = SCREENS[inches]
    measures = [ppi / 25.4, 4 if height < 600 else 6]
    faults: list[str] = []
    with village(store) as (served, crowd):
        for name, walk in through(browser, served, store, crowd, inches, text=text):
            stands = text == 2 and inches in ("7", "15") and name not in COMES_UP
            found = walk.page.evaluate(MOVED) if stands else []
            found += walk.page.evaluate(FITS, measures)
            if text != 2:
                walk.page.evaluate(BLACK_AND_WHITE, True)
                found += walk.page.evaluate(FITS, measures) + walk.page.evaluate(COLOURED)
                walk.page.evaluate(BLACK_AND_WHITE, False)
            if text == 3 and inches != "21" and walk.page.evaluate(NEWS, phrase("error.card_damaged").shown):
                found += [f"news: {fault}" for fault in walk.page.evaluate(FITS, measures)]
                walk.page.evaluate(GONE)
            faults += [f"{name}: {fault}" for fault in found]
    assert not faults


def test_what_moves_would_be_noticed(browser: Browser, store: Store) -> None:
    with serving(kiosk_of(store)) as served, standing_at(browser, served) as page:
        page.add_init_script(WATCH)
        page.reload()
        assert page.evaluate(MOVED) == []
        page.evaluate("() => { document.body.style.cssText = 'padding-top: 150px; height: 400px'; }")
        page.wait_for_function("() => moved.some(([value]) => value > 0.005)")


def test_the_figure_is_25_mm_and_sentences_10_mm(browser: Browser, store: Store, residents: Residents) -> None:
    size = "each => parseFloat(getComputedStyle(each).fontSize)"
    with serving(kiosk_of(store)) as served:
        for inches, (_, _, ppi) in SCREENS.items():
            with standing_at(browser, served, inches) as page:
                scan(page, residents.card)
                page.wait_for_selector(".figure")
                assert page.locator(".figure").evaluate(size) >= 25 * ppi / 25.4
                assert page.locator(".balance").evaluate(size) >= 10 * ppi / 25.4 - 0.5


@pytest.mark.parametrize("inches", SCREENS)
def test_a_kiosk_without_ears_and_mouth_says_so_in_its_place(
    browser: Browser,
    store: Store,
    residents: Residents,  # noqa: ARG001
    inches: str,
) -> None:
    with serving(kiosk_of(store, deaf=True)) as served, standing_at(browser, served, inches) as page:
        assert page.locator(".missing").count() == 2
        assert page.evaluate(FITS, [SCREENS[inches][2] / 25.4, 6]) == []
