"""What was said before is said again: from the touch of 念给我听 to the sound in Chromium.

Of the same pages, each read aloud once before. A page with points is worked out anew every time, since nothing private
is kept.
"""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Page

from tests.bench import served
from tests.bench.table import ROUNDS, Figure, percentile
from tests.kiosk.browser import chromium, scan

_PAGES = ("home", "balance", "rank", "shop", "help")
_WATCH = """
window.bench = { touched: 0, playing: 0 };
document.addEventListener("click", () => (bench = { touched: performance.now(), playing: 0 }), true);
document.addEventListener("playing", () => (bench.playing ||= performance.now()), true);
"""


def measure(room: Path, *, quick: bool) -> list[Figure]:
    """Every page once, which does not count, and then some times over."""
    with served.serving(served.demo(room)) as village, chromium() as browser:
        village.await_ears()
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.add_init_script(_WATCH)
        page.goto(f"{village.server.kiosk}/?kiosk=大厅&ppi=149")
        scan(page, village.card)
        page.wait_for_selector("#screen.at-balance")
        kiosk = village.server.kiosk
        for each in _PAGES:
            _listen(page, f"{kiosk}/{each}")
        count = 2 if quick else 4 * ROUNDS
        rounds = [[_listen(page, f"{kiosk}/{each}") for each in _PAGES] for _ in range(count)]
    taken = [each for one in rounds for each in one]
    return [
        Figure(
            "a page said before, Chromium: touch to sound, p95",
            percentile(taken, 95),
            400,
            unit="ms",
            ours=f"{median(taken):.0f} ms median, n {len(taken)}",
            rounds=[round(percentile(each, 95)) for each in rounds],
        )
    ]


def _listen(page: Page, address: str) -> float:
    """Milliseconds from the touch to `playing`."""
    page.goto(address)
    page.get_by_role("button", name="念给我听").first.click()
    until = time.monotonic() + 20
    while not page.evaluate("() => bench.playing"):
        assert time.monotonic() < until, f"{address} was not said"
        page.wait_for_timeout(50)
    return float(page.evaluate("() => bench.playing - bench.touched"))
