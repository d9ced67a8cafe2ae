"""From the touch to the next screen in Chromium on a processor six times slower, beside a bare page.

The bare page is the same final HTML saved to a file, sent by the same server and swapped by the same htmx under the
same scripts: what is left over is what the kiosk works out. Both stand in the same browser and are touched in turns; a
touch begins with the finger and ends when the next screen has been painted.
"""

from __future__ import annotations

import subprocess
import sys
import time
import tomllib
import urllib.error
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import waitress
from flask import Flask, Response, abort
from playwright.sync_api import Browser, Page

import kiosk
from tests.bench import served
from tests.bench.table import ROUNDS, Figure, percentile
from tests.command import program
from tests.kiosk.browser import chromium, scan
from tests.kiosk.conftest import Nudged
from tests.kiosk.crowded import Ready
from village.settings import load
from village.store import Store
from village.web.access import everybody

SLOWER = 6
_TOUCHES = 200  # a side, over all rounds
_THREADS = 8  # as village.command.serve has it
_WATCH = """
window.taken = [];
let began = 0;
addEventListener("pointerdown", (event) => { began = event.timeStamp; }, true);
addEventListener("htmx:afterSettle", () => requestAnimationFrame(() => {
  const painted = new MessageChannel();
  painted.port1.onmessage = () => taken.push(performance.now() - began);
  painted.port2.postMessage("");
}));
"""
_SAVED = "async () => (await fetch('/again', { headers: headers() })).text()"
_THERE = ("main a[href*='statement']", "#screen.at-statement")
_BACK = (".bar a[data-name='button.back']", "#screen.at-balance")


def measure(room: Path, *, quick: bool) -> list[Figure]:
    """From a household's points to its lines and back, again and again."""
    data = served.demo(room)
    card = tomllib.loads((data / "demo.toml").read_text("utf-8"))["card"]
    touches = _TOUCHES // 5 if quick else _TOUCHES
    ours: list[list[float]] = []
    bare: list[list[float]] = []
    with _serving(data) as address, chromium() as browser:
        pages = _ours(browser, address, card), _bare(browser, address, card, data)
        for page in pages:
            _touch(page, 10)
        for _ in range(ROUNDS):
            taken: tuple[list[float], list[float]] = ([], [])
            for _ in range(touches // ROUNDS // 2):
                for page, side in zip(pages, taken, strict=True):
                    side += _touch(page, 2)
            ours.append(taken[0])
            bare.append(taken[1])
    return [_figure(ours, bare)]


def _figure(ours: list[list[float]], bare: list[list[float]]) -> Figure:
    ways = [percentile([each for one in side for each in one], 95) for side in (ours, bare)]
    rounds = [percentile(a, 95) / percentile(b, 95) for a, b in zip(ours, bare, strict=True)]
    return Figure(
        f"touch to next screen, processor {SLOWER} times slower : bare page, p95",
        ways[0] / ways[1],
        1.5,
        ours=f"{ways[0]:.0f} ms",
        bare=f"{ways[1]:.0f} ms",
        rounds=[round(each, 3) for each in rounds],
    )


def _page(browser: Browser) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 800}, has_touch=True).new_page()
    page.add_init_script(_WATCH)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


def _ours(browser: Browser, address: str, card: str) -> Page:
    page = _page(browser)
    page.goto(f"{address}/?kiosk=大厅&ppi=149")
    scan(page, card)
    page.wait_for_selector(_BACK[1])
    return page


def _bare(browser: Browser, address: str, card: str, data: Path) -> Page:
    """Both screens as they were drawn, saved: their links lead to one another."""
    page = _ours(browser, address, card)
    for name, link, other in (("balance", "/statement/all", "statement"), ("statement", "/back", "balance")):
        html = page.evaluate(_SAVED).replace(f'href="{link}"', f'href="/bare/{other}.html"')
        (data / f"{name}.html").write_text(html, encoding="utf-8")
        page.locator(_THERE[0] if name == "balance" else _BACK[0]).first.tap()
        page.wait_for_selector(_THERE[1] if name == "balance" else _BACK[1])
    page.goto(f"{address}/bare/balance.html")
    return page


def _touch(page: Page, times: int) -> list[float]:
    """Milliseconds of so many touches, there and back."""
    page.evaluate("() => { taken.length = 0; }")
    for nth in range(times):
        link, screen = _BACK if nth % 2 else _THERE
        page.locator(link).first.tap()
        page.wait_for_selector(screen)
        page.wait_for_function("count => taken.length > count", arg=nth)
    return list(page.evaluate("taken"))


@contextmanager
def _serving(data: Path) -> Iterator[str]:
    """The kiosk in a process of its own, with the saved pages beside its own."""
    port = program.free_port()
    process = subprocess.Popen([sys.executable, "-m", "tests.bench.touch", str(data), str(port)])
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(1500):
            try:
                assert program.get(address)[0] == 200
                break
            except urllib.error.URLError:
                time.sleep(0.02)
        yield address
    finally:
        process.terminate()
        process.wait()


def _app(data: Path) -> Flask:
    store = Store(data / "village.db", writer=True)
    app = kiosk.create_app(settings=load(data), store=store, voice=Ready(data / "nobody.sock"), prints=Nudged())

    @app.get("/bare/<name>.html")
    @everybody
    def bare(name: str) -> Response:
        if name not in ("balance", "statement"):
            abort(404)
        return Response((data / f"{name}.html").read_bytes(), mimetype="text/html")

    return app


if __name__ == "__main__":
    waitress.serve(
        _app(Path(sys.argv[1])), host="127.0.0.1", port=int(sys.argv[2]), threads=_THREADS, ident=None, _quiet=True
    )
