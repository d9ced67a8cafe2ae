"""A real Chromium before a real server, for tests that need hands and eyes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import copy_context
from datetime import datetime
from typing import Any

import waitress
from flask import Flask
from playwright.sync_api import Browser, Locator, expect, sync_playwright
from waitress.wasyncore import close_all

from tests.conftest import TODAY
from village import clock


class HeldClock:
    """The server's clock, as a test sets it: waitress answers in threads of its own, where nothing is held."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.at: datetime = TODAY

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        def answer() -> Any:
            with clock.held(self.at):
                return self.app(environ, start_response)

        return copy_context().run(answer)


@contextmanager
def serving(app: HeldClock) -> Iterator[str]:
    """The address of the app, served on a free port of this machine."""
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        with suppress(OSError):  # it may be awake, and have closed everything before the bell is rung
            server.trigger.pull_trigger(lambda: close_all(server._map))  # in its own thread: it may be waiting there
        thread.join()
        server.task_dispatcher.shutdown(timeout=60)  # whoever answers has closed what it read in


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Debian browser, without a window."""
    expect.set_options(timeout=60_000)  # two slow cores, shared
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--autoplay-policy=user-gesture-required"],
        )
        yield browser
        browser.close()


def follow(way: Locator) -> None:
    """Press a link or a button, until the page that it leads to stands there whole: not before can it be looked at."""
    with way.page.expect_navigation(timeout=60_000):
        way.click()
