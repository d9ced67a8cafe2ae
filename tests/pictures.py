"""`make pictures`: the pictures of the README and of the desk's handbook, taken from the running product."""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests import desk_pictures
from village import settings
from village.printing import page, preview
from village.services import receipts
from village.store import Store

ROOT = Path(__file__).resolve().parents[1]
KIOSK = ROOT / "kiosk/pictures"
RECEIPT = ROOT / "village/printing/pictures/receipt.png"
VILLAGE = [sys.executable, "-c", "import sys; from village.command import main; sys.exit(main())"]
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
CHROMIUM += ["--disable-component-update", "--disable-sync"]


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(data: Path) -> Iterator[tuple[str, str]]:
    """A pretend village being served; answers the kiosk's address and the desk's."""
    ports = {"VILLAGE_KIOSK_PORT": str(free_port()), "VILLAGE_ADMIN_PORT": str(free_port())}
    environment = {**os.environ, **ports}
    subprocess.run([*VILLAGE, "demo", "--data", str(data)], check=True)
    server = subprocess.Popen([*VILLAGE, "serve", "--data", str(data)], env=environment, stdout=subprocess.DEVNULL)
    address = f"http://localhost:{ports['VILLAGE_KIOSK_PORT']}"
    try:
        until = time.monotonic() + 20
        while True:
            try:
                urllib.request.urlopen(address, timeout=2).close()
                break
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)
        yield address, f"http://localhost:{ports['VILLAGE_ADMIN_PORT']}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def take(kiosk: Page, address: str, card: str) -> None:
    """Home, balance and statement at a 10.1 inch screen."""
    KIOSK.mkdir(exist_ok=True)
    kiosk.goto(f"{address}/?ppi=149")
    for _ in range(20):  # the ears need a moment longer than the pages
        if kiosk.locator("[data-talk]").count():
            break
        time.sleep(0.5)
        kiosk.goto(f"{address}/?ppi=149")
    kiosk.screenshot(path=KIOSK / "home.png")
    kiosk.keyboard.type(card)
    kiosk.keyboard.press("Enter")
    kiosk.get_by_text("您家现在有").wait_for()
    kiosk.screenshot(path=KIOSK / "balance.png")
    kiosk.get_by_text("看每一笔").click()
    kiosk.get_by_text("为什么加分").wait_for()
    kiosk.screenshot(path=KIOSK / "statement.png")


def main() -> None:
    argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        with served(data) as (address, office), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
            kiosk = browser.new_page(viewport={"width": 1280, "height": 800})
            newcomer = tomllib.loads((data / "demo.toml").read_text())
            take(kiosk, address, newcomer["card"])
            desk = browser.new_page(viewport={"width": 980, "height": 640})
            desk_pictures.take(desk, office, newcomer["login"], newcomer["password"])
            browser.close()
        chosen = settings.load(data)
        store = Store(chosen.database, writer=True)
        job = receipts.issue(store, 1, actor="", kiosk=chosen.kiosk_name)
        RECEIPT.parent.mkdir(exist_ok=True)
        RECEIPT.write_bytes(preview.png(job.receipt, page.Page(58, "raster")))
        store.close()


if __name__ == "__main__":
    main()
