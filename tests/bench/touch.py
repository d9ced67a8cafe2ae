"""From the touch to the next screen in Chromium on a processor six times slower, beside a bare page.

The bare page is the same final HTML saved to a file, sent by the same server and swapped by the same htmx under the
same scripts: what is left over is what the kiosk works out. Both stand in the same browser and are touched in turns; a
touch begins with the finger and ends when the next screen has been painted. The way goes there and back between the
screens of `PAIRS`: points and their lines, goods and the question of an order, the boards, errands and deeds. The same
processor, 说话: until 正在听 is painted (C.2), which waits for no server.
"""

from __future__ import annotations

import subprocess
import sys
import time
import tomllib
import urllib.error
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

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
Object.assign(window, { taken: [], began: 0, heard: 0 });
addEventListener("pointerdown", (event) => { began = event.timeStamp; }, true);
addEventListener("htmx:afterSettle", () => requestAnimationFrame(() => {
  const painted = new MessageChannel();
  painted.port1.onmessage = () => taken.push(performance.now() - began);
  painted.port2.postMessage("");
}));
"""
_COUNT = "() => { taken.length = 0; }"
_SAVED = "async () => (await fetch('/again', { headers: headers() })).text()"
PAIRS = {
    "balance": ("/balance", "/statement/all"),
    "shop": ("/shop", "/shop/"),
    "boards": ("/boards", "/boards/ranking"),
    "errands": ("/errands", "/declare"),
}
"""Where a touch goes from, by its screen's name: its address and how the link begins that is touched."""

_BACK = ".bar a[data-name='button.back']"
_LISTENS = 25
_HEARD = """() => {
  const cover = find(".ear");
  Object.assign(window, { heard: 0 });
  tapped.at -= TWICE;
  new MutationObserver((_, watch) => {
    watch.disconnect();
    requestAnimationFrame(() => {
      const painted = new MessageChannel();
      painted.port1.onmessage = () => { heard = performance.now() - began; };
      painted.port2.postMessage("");
    });
  }).observe(cover, { attributeFilter: ["hidden"] });
}"""


class Pair(NamedTuple):
    """A screen by its `name`, where it is, the link that is touched there, and the class of the screen it leads to."""

    name: str
    here: str
    link: str
    reached: str


def measure(room: Path, *, quick: bool) -> list[Figure]:
    """From four screens to what they lead to and back, again and again."""
    data = served.demo(room)
    card = tomllib.loads((data / "demo.toml").read_text("utf-8"))["card"]
    times = (_TOUCHES // 5 if quick else _TOUCHES) // ROUNDS // len(PAIRS)
    ours: list[list[float]] = []
    bare: list[list[float]] = []
    with _serving(data) as address, chromium() as browser:
        pages = _page(browser, address, card), _page(browser, address, card)
        pairs = [_save(pages[0], data, name) for name in PAIRS]
        _take_turns(pages, pairs, 2)
        for _ in range(ROUNDS):
            first, second = _take_turns(pages, pairs, times)
            ours.append(first)
            bare.append(second)
        pages[0].route("**/listen", lambda _: None)
        heard = [_listen(pages[0]) for _ in range(_LISTENS // 5 if quick else _LISTENS)]
    return [_figure(ours, bare), _listening(heard)]


def _take_turns(pages: tuple[Page, Page], pairs: Sequence[Pair], times: int) -> tuple[list[float], list[float]]:
    """Milliseconds of so many touches of every pair, of both sides."""
    taken: tuple[list[float], list[float]] = ([], [])
    for pair in pairs:
        _stand(pages[0], pair.here, pair.name)
        _stand(pages[1], f"/bare/{pair.name}.html", pair.name)
        for _ in range(times // 2):
            taken[0].extend(_there_and_back(pages[0], pair.link, pair))
            taken[1].extend(_there_and_back(pages[1], f"/bare/{pair.name}-to.html", pair))
    return taken


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


def _listening(heard: list[float]) -> Figure:
    return Figure(
        f"touch of 说话 to 正在听 painted, processor {SLOWER} times slower, p95",
        percentile(heard, 95),
        750,
        unit="ms",
        ours=f"{percentile(heard, 50):.0f} ms median, n {len(heard)}",
    )


def _page(browser: Browser, address: str, card: str) -> Page:
    """Somebody with a card, before a slow screen."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}, has_touch=True).new_page()
    page.add_init_script(_WATCH)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(f"{address}/?kiosk=大厅&ppi=149")
    scan(page, card)
    page.wait_for_selector("#screen.at-balance")
    return page


def _save(page: Page, data: Path, name: str) -> Pair:
    """Both screens of a pair as they were drawn, in files that lead to one another."""
    here, begins = PAIRS[name]
    _stand(page, here, name)
    link = page.locator(f"main a[href^='{begins}']").first.get_attribute("href")
    assert link, f"{name} does not lead to {begins}"
    _keep(page, data / f"{name}.html", link, f"/bare/{name}-to.html")
    page.evaluate(_COUNT)
    page.locator(f"main a[href='{link}']").tap()
    page.wait_for_function("() => taken.length")
    _keep(page, data / f"{name}-to.html", "/back", f"/bare/{name}.html")
    reached = page.evaluate("() => screen_().className")
    assert reached != f"at-{name}"
    return Pair(name, here, link, reached)


def _keep(page: Page, file: Path, link: str, instead: str) -> None:
    html = page.evaluate(_SAVED)
    assert f'href="{link}"' in html
    file.write_text(html.replace(f'href="{link}"', f'href="{instead}"'), encoding="utf-8")


def _stand(page: Page, address: str, name: str) -> None:
    """Begin at a screen; that is not counted."""
    page.evaluate(_COUNT)
    page.evaluate("address => ask('GET', address)", address)
    page.wait_for_function("() => taken.length")
    page.wait_for_selector(f"#screen.at-{name}")


def _there_and_back(page: Page, link: str, pair: Pair) -> list[float]:
    """Milliseconds of both touches."""
    page.evaluate(_COUNT)
    for nth, (button, reached) in enumerate(((f"main a[href='{link}']", pair.reached), (_BACK, f"at-{pair.name}"))):
        page.evaluate("tapped.at -= TWICE")  # whoever touches the same place at once is not meant here
        page.locator(button).tap()
        page.wait_for_selector(f"#screen.{reached}")
        page.wait_for_function("count => taken.length > count", arg=nth)
    return list(page.evaluate("taken"))


def _listen(page: Page) -> float:
    """Milliseconds until 正在听 stands there; then it is stopped."""
    page.evaluate(_HEARD)
    page.locator("[data-talk]").tap()
    page.wait_for_function("() => heard")
    taken = float(page.evaluate("heard"))
    page.evaluate("quiet()")
    return taken


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
        if name.removesuffix("-to") not in PAIRS:
            abort(404)
        return Response((data / f"{name}.html").read_bytes(), mimetype="text/html")

    return app


if __name__ == "__main__":
    waitress.serve(
        _app(Path(sys.argv[1])), host="127.0.0.1", port=int(sys.argv[2]), threads=_THREADS, ident=None, _quiet=True
    )
