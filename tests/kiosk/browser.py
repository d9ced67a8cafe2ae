"""A real Chromium before a real server: a screen of a given size, and a microphone fed from a file."""

from __future__ import annotations

import re
import threading
import time
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import waitress
from flask import Flask
from playwright.sync_api import Browser, Page, expect, sync_playwright
from waitress.wasyncore import close_all

from tests.conftest import TODAY
from tests.speech import RATE, silence
from village import clock

_EXPECTED = re.compile("status of (404|422|503)|ERR_FAILED|ERR_CONNECTION_|htmx:|^/find/group")
"""What the browser writes when a page answers with a sentence of regret, or a test cuts the line."""

FITS = Path(__file__).with_name("fits.js").read_text(encoding="utf-8")
"""Script: what an eye would complain of, given the CSS px of a millimetre."""

SCREENS = {"7": (800, 480, 133), "10": (1280, 800, 149), "15": (1920, 1080, 141), "21": (1920, 1080, 103)}
"""CSS px and ppi of the four screens of norms.md, by their inches."""


@dataclass(slots=True)
class Served:
    """The kiosk behind waitress on `day`; `host`: what it is called, where not by its address; `asked` says when each
    request came: (seconds, method, path, bytes)."""

    app: Flask
    address: str = ""
    day: datetime = TODAY
    host: str = ""
    asked: list[tuple[float, str, str, int]] = field(default_factory=list)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        size = int(environ.get("CONTENT_LENGTH") or 0)
        self.asked.append((time.monotonic(), environ["REQUEST_METHOD"], environ["PATH_INFO"], size))
        if self.host:
            environ["HTTP_HOST"] = self.host
        with clock.held(self.day):
            return self.app(environ, start_response)


@contextmanager
def serving(app: Flask, day: datetime = TODAY, port: int = 0) -> Iterator[Served]:
    """The kiosk on a free port of this machine, or on this one."""
    served = Served(app, day=day)
    server = waitress.create_server(served, host="127.0.0.1", port=port, threads=6, outbuf_overflow=1 << 26)
    served.address = f"http://127.0.0.1:{server.effective_port}"
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield served
    finally:
        server.trigger.pull_trigger(lambda: close_all(server._map))  # in its own thread: it may be waiting there
        thread.join()
        server.task_dispatcher.shutdown()


@contextmanager
def chromium(microphone: Path | None = None) -> Iterator[Browser]:
    """Debian's Chromium without a window; with `microphone`, that wav is what every listening hears."""
    expect.set_options(timeout=60_000)  # slow cores, shared
    flags = ["--no-sandbox", "--disable-gpu", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    if microphone:
        flags.append(f"--use-file-for-fake-audio-capture={microphone}%noloop")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        yield browser
        browser.close()


@contextmanager
def standing_at(browser: Browser, served: Served, inches: str = "10", **options: Any) -> Iterator[Page]:
    """The kiosk's first page on a screen; what the browser complains about fails the test."""
    width, height, ppi = SCREENS[inches]
    context = browser.new_context(viewport={"width": width, "height": height}, **options)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.goto(f"{served.address}/?kiosk=大厅&ppi={ppi}")
    yield page
    context.close()
    strange = [said for said in complaints if not _EXPECTED.search(said)]
    assert not strange, strange


def until(page: Page, so: Callable[[], bool]) -> None:
    """Wait for what the server comes to know."""
    end = time.monotonic() + 60
    while not so():
        assert time.monotonic() < end, "it never came to be"
        page.wait_for_timeout(20)


def later(page: Page) -> None:
    """Half a second after the last touch, and what it asked for is there: a touch at the same place counts again."""
    page.wait_for_function("() => !document.querySelector('.htmx-request')")
    page.evaluate("tapped.at -= TWICE")


def scan(page: Page, card: object) -> None:
    """Hold a card to the scanner, which types it."""
    page.keyboard.type(str(card))
    page.keyboard.press("Enter")


def speak_into(microphone: Path, sound: bytes) -> None:
    """What the next listening hears: a breath, the sound, then silence."""
    with wave.open(str(microphone), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(silence(0.4) + sound + silence(9.0))
