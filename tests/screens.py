"""`make screens`: the styleguide and every screen in every state, on four screens, in three sizes of letters and in
black and white, as pictures on one page to look through: build/screens/index.html."""

from __future__ import annotations

import argparse
import tempfile
from html import escape
from pathlib import Path

from playwright.sync_api import Browser

from tests import builders
from tests.conftest import TODAY
from tests.kiosk import styleguide, walk
from tests.kiosk.browser import SCREENS, chromium
from village import clock
from village.store import Store

FOLDER = Path(__file__).resolve().parents[1] / "build/screens"
LOOKS = {"大": {"text": 1}, "特大": {"text": 2}, "超大": {"text": 3}, "黑白": {"contrast": 2}}
_STYLE = "body{font:16px sans-serif}section{display:flex;overflow-x:auto;gap:8px}img{height:240px;border:1px solid}"


def take(browser: Browser, folder: Path, inches: str, look: str) -> list[str]:
    """One walk; answers the names of the pictures in the order of the screens."""
    names = []
    with tempfile.TemporaryDirectory() as data, clock.held(TODAY):
        store = Store(Path(data, "village.db"), writer=True)
        builders.found_village(store)
        with walk.village(store) as (served, crowd):
            journeys = (styleguide.showing, *walk.JOURNEYS)
            for name, here in walk.through(browser, served, store, crowd, inches, journeys, **LOOKS[look]):
                path, long = folder / f"{name}-{inches}-{look}.png", name == styleguide.NAME
                here.page.wait_for_function("() => [...document.images].every(each => each.complete)")
                here.page.screenshot(path=path, animations="disabled", full_page=long)
                names.append(name)
        store.close()
    return names


def page(names: list[str], looks: list[tuple[str, str]]) -> str:
    """All pictures, a row a screen."""
    rows = []
    for name in names:
        pictures = (
            f'<a href="{name}-{inches}-{look}.png"><img loading="lazy" alt="{escape(name)} {inches} {look}" '
            f'title="{inches} {look}" src="{name}-{inches}-{look}.png"></a>'
            for inches, look in looks
        )
        rows.append(f'<h2 id="{name}">{escape(name)}</h2><section>{"".join(pictures)}</section>')
    return (
        f"<!doctype html><html lang=zh-CN><meta charset=utf-8><title>乡音</title><style>{_STYLE}</style>{''.join(rows)}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.screens", description=__doc__)
    parser.add_argument("--inches", choices=SCREENS, nargs="*", default=list(SCREENS))
    parser.add_argument("--look", choices=LOOKS, nargs="*", default=list(LOOKS))
    chosen = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    looks = [(inches, look) for inches in chosen.inches for look in chosen.look]
    names: list[str] = []
    with chromium() as browser:
        for inches, look in looks:
            names = take(browser, FOLDER, inches, look)
            print(f"{inches} {look}: {len(names)} pictures", flush=True)
    (FOLDER / "index.html").write_text(page(names, looks), encoding="utf-8")
    print(FOLDER / "index.html")


if __name__ == "__main__":
    main()
