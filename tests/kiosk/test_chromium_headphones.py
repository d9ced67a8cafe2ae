"""用耳机听 in a real Chromium with several outputs: the sound goes to the one that was named, and when it is pulled out
nothing private is said any more."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

import kiosk
from tests.kiosk.browser import chromium, scan, serving, standing_at
from tests.kiosk.conftest import Nudged, Residents
from tests.kiosk.test_chromium_corners import Overheard
from village.language import phrase
from village.settings import Settings
from village.store import Store

NAMED = "Fake Audio Output 1"
OUTPUT = """async (name) => (await navigator.mediaDevices.enumerateDevices())
    .find(({ kind, label }) => kind === "audiooutput" && label.includes(name)).deviceId"""
PULL_OUT = """(name) => {
    const media = navigator.mediaDevices, all = media.enumerateDevices.bind(media);
    media.enumerateDevices = async () => (await all()).filter(({ label }) => !label.includes(name));
    media.dispatchEvent(new Event("devicechange"));
}"""


def read_aloud(page: Page, mouth: Overheard) -> tuple[str, list[str]]:
    """What 念给我听 says, and the private part of it; whatever the page was saying by itself is broken off before."""
    mouth.said.clear()
    mouth.secrets.clear()
    with page.expect_response(lambda answer: "/speech/" in answer.url and answer.status == 200):
        page.evaluate("hush(); play(find('.bar [data-hear]').dataset.hear)")
    return "".join(mouth.said), list(mouth.secrets)


def test_it_works(settings: Settings, store: Store, residents: Residents, tmp_path: Path) -> None:
    mouth = Overheard(tmp_path / "nobody")
    app = kiosk.create_app(settings=settings, store=store, voice=mouth, prints=Nudged())
    with chromium() as browser, serving(app) as served, standing_at(browser, served) as page:
        page.goto(f"{served.address}/?headphones={NAMED}&ppi=149")
        scan(page, residents.card)
        expect(page.locator("#screen.at-balance")).to_be_visible()
        page.evaluate("ask('POST', '/settings/headphones', {})")
        page.wait_for_function("() => phones")
        assert page.evaluate("mouth.sinkId") == page.evaluate(OUTPUT, NAMED) != ""
        assert page.evaluate("mouth.sinkId") != page.evaluate(OUTPUT, "Fake Audio Output 2")
        said, secret = read_aloud(page, mouth)
        assert "张桂芳家" in said
        assert secret, "it is told that it is for one ear only"
        page.evaluate(PULL_OUT, NAMED)
        page.wait_for_function("() => !phones && mouth.sinkId === ''")
        assert page.evaluate("mouth.paused || mouth.ended")
        said, secret = read_aloud(page, mouth)
        assert phrase("settings.only_headphones").spoken in said
        assert "张桂芳" not in said
        assert "二十五" not in said
        assert not secret
