"""A photo in a real Chromium: the kiosk's camera, a camera that is refused, and a phone that brings one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

import kiosk
from tests.kiosk.browser import Served, chromium, scan, serving, standing_at
from tests.kiosk.conftest import Nudged, Residents
from tests.kiosk.test_chromium_axe import AXE, RUN
from village.services import declarations, evidence
from village.settings import Settings
from village.store import Store

REFUSE = """() => {
    navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("", "NotAllowedError"); };
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def served(settings: Settings, store: Store, residents: Residents) -> Iterator[Served]:  # noqa: ARG001
    app = kiosk.create_app(settings=settings, store=store, voice=None, prints=Nudged())
    with serving(app) as served:
        yield served


@pytest.fixture
def page(browser: Browser, served: Served, residents: Residents) -> Iterator[Page]:
    with standing_at(browser, served) as opened:
        scan(opened, residents.card)
        expect(opened.locator("#screen.at-balance")).to_be_visible()
        yield opened


def declare(page: Page) -> None:
    """By hand, from the points to the page that waits for a photo."""
    page.evaluate("htmx.ajax('GET', '/declare/item/P18', {source: '#screen', target: '#screen', swap: 'outerHTML'})")
    page.get_by_role("button", name="拍张照片").click()
    expect(page.locator("#screen.at-photo")).to_be_visible()


def kept(store: Store, residents: Residents) -> str:
    """The file behind the newest declaration."""
    made = declarations.of_household(store, residents.zhang.id)[0]
    return evidence.get(store, made.evidence_id or 0).file


def test_the_kiosks_camera_takes_the_picture(
    page: Page, residents: Residents, store: Store, settings: Settings
) -> None:
    declare(page)
    shoot = page.get_by_role("button", name="拍照")
    expect(shoot).to_be_visible()
    expect(page.locator("video.view")).to_have_js_property("readyState", 4)
    shoot.click()
    expect(page.get_by_text("照片收到了")).to_be_visible()
    with Image.open(settings.evidence / kept(store, residents)) as drawn:
        assert drawn.width >= 640
        assert drawn.convert("L").getextrema()[0] != drawn.convert("L").getextrema()[1], "it shows something"
    assert page.locator("img.view").evaluate("image => image.naturalWidth") >= 640
    page.get_by_role("link", name="看好了").click()
    expect(page.locator("#screen.at-declared")).to_contain_text("等村里看")


def test_a_refused_camera_is_told_and_the_other_way_stands(page: Page) -> None:
    page.evaluate(REFUSE)
    declare(page)
    expect(page.get_by_text("机器拍不了，不要紧，请拿照片给干部看。")).to_be_visible()
    expect(page.get_by_role("button", name="拍照")).to_have_count(0)
    page.get_by_role("link", name="看好了").click()
    expect(page.locator("#screen.at-declared")).to_contain_text("等村里看")


def test_leaving_the_page_turns_the_camera_off(page: Page) -> None:
    declare(page)
    expect(page.locator("video.view")).to_have_js_property("readyState", 4)
    page.evaluate("window.track = document.querySelector('video.view').srcObject.getTracks()[0]")
    page.get_by_role("link", name="回去").click()
    expect(page.locator("#screen.at-errands, #screen.at-balance")).to_be_visible()
    page.evaluate("() => new Promise((done) => setInterval(() => track.readyState === 'ended' && done(), 20))")


def test_the_kiosk_notices_a_photo_from_a_phone(
    browser: Browser, page: Page, served: Served, residents: Residents, store: Store, tmp_path: Path
) -> None:
    declare(page)
    made = declarations.of_household(store, residents.zhang.id)[0]
    given = served.app.extensions["uploads"].address(made.id)
    picture = tmp_path / "from-a-phone.png"
    Image.new("RGB", (300, 200), "seagreen").save(picture)
    phone = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    tab = phone.new_page()
    tab.goto(f"{served.address}/p/{given.token}")
    tab.get_by_label("点这里选照片").set_input_files(picture)
    tab.get_by_role("button", name="传给村里").click()
    expect(tab.get_by_text("照片收到了，可以关掉这一页了。")).to_be_visible()
    phone.close()
    expect(page.get_by_text("照片收到了，村里看过就告诉您。")).to_be_visible()
    expect(page.locator("img.view")).to_have_js_property("naturalWidth", 300)


def test_axe_finds_nothing_on_the_phones_page_in_any_state(
    browser: Browser, page: Page, served: Served, residents: Residents, store: Store, tmp_path: Path
) -> None:
    declare(page)
    given = served.app.extensions["uploads"].address(declarations.of_household(store, residents.zhang.id)[0].id)
    picture, text = tmp_path / "from-a-phone.png", tmp_path / "no-picture.txt"
    Image.new("RGB", (300, 200), "seagreen").save(picture)
    text.write_text("你好", encoding="utf-8")
    tab = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    tab.goto(f"{served.address}/p/{given.token}")
    faults = looked_at(tab)
    for file, then in ((text, tab.get_by_role("alert")), (picture, tab.get_by_text("照片收到了，可以关掉这一页了。"))):
        tab.get_by_label("点这里选照片").set_input_files(file)
        tab.get_by_role("button", name="传给村里").click()
        expect(then).to_be_visible()
        faults += looked_at(tab)
    tab.goto(f"{served.address}/p/{'x' * len(given.token)}")
    faults += looked_at(tab)
    tab.context.close()
    assert not faults


def looked_at(tab: Page) -> list[str]:
    """What axe-core finds on the page."""
    tab.evaluate(AXE)
    return list(tab.evaluate(RUN))
