"""Each paper looks as it did: its PDF by the real Chromium, drawn, beside the picture that is kept of it.

`VILLAGE_PAPERS=keep pytest tests/admin/test_paper_pictures.py` keeps them as they look now (`make papers`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser

from admin import create_app
from tests import builders
from tests.admin import browser, waiting
from tests.admin.conftest import PASSWORD
from tests.admin.test_postings import adopted
from tests.conftest import TODAY
from tests.services.test_contests import CRITERIA, ROUNDS, VILLAGES
from village import clock
from village.model.household import Household
from village.printing.queue import print_queue
from village.services import contests, households, redemptions, rulebook
from village.services.proofs import Proof
from village.settings import Settings
from village.store import Store
from village.voice.client import Voice

KEPT = Path(__file__).with_name("paper_pictures")
DOTS = 60  # to an inch: a line of a table is seen, and a picture has some kilobytes
MOST = 0.005
"""The part of a paper's dots that may differ."""
DIFFERENT = 96  # of 255: letters that another Chromium draws a hair beside are grey there
SHEETS = 2  # of each paper: the first, and how it goes on

ITS_OWN = {
    "items": "/prints/items",
    "board": "/prints/boards/1",
    "red-black": "/prints/boards/1/red-black",
    "announcement": "/prints/boards/1/announcement",
    "ranking": "/prints/ranking",
    "certificates": "/prints/certificates",
    "passbook": "/prints/passbooks/1",
    "passbook-onward": "/prints/passbooks/1?since=3",
    "sheet-blank": "/prints/sheet?month=2026-03",
    "sheet-filled": "/prints/sheet?month=2026-03&filled=on",
    "quarter": "/prints/quarters/2026-Q1",
    "mending": "/prints/mendings/{deducted}",
    "appeal": "/prints/appeal",
    "shop-rules": "/prints/shop-rules",
    "stock-in": "/prints/stock-in",
    "handed-out": "/prints/handed-out",
}
JIUXIAN = {
    "contest-sheet": "/prints/contests/2026/sheet",
    "contest-ranking": "/prints/contests/2026",
    "claim": "/prints/claims/drafts/2026-Q1",
    "report": "/prints/reports/2026-Q1",
}
PAPERS = {**ITS_OWN, **JIUXIAN}


def lived(store: Store, zhang: Household) -> int:
    """A month of a small village, its board and its shop; the number of the line that took something away."""
    builders.a_line(store, zhang, "P05", occurred=date(2026, 3, 10))
    shan = households.search(store, "单雄信")[0]
    taken = builders.a_line(store, shan, "N08", occurred=date(2026, 3, 12), reason="门口堆了柴草")
    order = waiting.an_order(store, zhang)
    with clock.held(waiting.WINDOW):
        redemptions.hand_over(store, order.id, proof=Proof(), actor=builders.CADRE)
    return taken.seq


def under_its_own_rules(store: Store) -> dict[str, str]:
    adopted(store, red_board=2, black_board="shown")
    deducted = lived(store, households.search(store, "张桂芳")[0])
    return {name: address.format(deducted=deducted) for name, address in ITS_OWN.items()}


def under_jiuxian(store: Store) -> dict[str, str]:
    rulebook.adopt(
        store, pack_id="jiuxian-2022", since=date(2026, 1, 1), settings={}, actor=builders.CADRE, approval="会议"
    )
    builders.a_plain_line(store, households.search(store, "张桂芳")[0], "8")
    contests.plan(store, year=2026, villages=VILLAGES, rounds=ROUNDS, criteria=CRITERIA, actor=builders.CADRE)
    return JIUXIAN


def printed(
    chromium: Browser, folder: Path, staffed: Path, live: Callable[[Store], dict[str, str]]
) -> Iterator[tuple[str, bytes]]:
    """(name, PDF) of each paper of a village in which `live` happened, as the desk's own pages print themselves."""
    folder.mkdir()
    shutil.copyfile(staffed, folder / "village.db")
    store, settings = Store(folder / "village.db", writer=True), Settings(data=folder)
    addresses = live(store)
    voice, prints = Voice(folder / "no-worker.sock", patience=0), print_queue(store, settings)
    app = create_app(settings=settings, store=store, voice=voice, prints=prints)
    with browser.serving(browser.HeldClock(app)) as address:
        page = chromium.new_page()
        page.goto(f"{address}/login")
        page.fill("[name=login]", "secretary")
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}/")
        for name, place in addresses.items():
            answer = page.goto(f"{address}{place}")
            assert answer is not None
            assert answer.ok, place
            page.evaluate("document.fonts.ready")
            yield name, page.pdf(prefer_css_page_size=True)
        page.close()
    store.close()


def drawn(paper: bytes) -> Image.Image:
    """The first sheets of a PDF, beside each other, in grey."""
    document = pypdfium2.PdfDocument(paper)
    sheets = [document[at].render(scale=DOTS / 72, grayscale=True).to_pil() for at in range(min(SHEETS, len(document)))]
    document.close()
    whole = Image.new("L", (sum(one.width for one in sheets), max(one.height for one in sheets)), 255)
    for at, one in enumerate(sheets):
        whole.paste(one, (sum(before.width for before in sheets[:at]), 0))
    return whole


@pytest.fixture(scope="module")
def now(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Image.Image]:
    """Every paper as it looks now, all by one Chromium."""
    folder = tmp_path_factory.mktemp("papers")
    with clock.held(TODAY), browser.chromium() as chromium:
        papers = [
            *printed(chromium, folder / "own", staffed, under_its_own_rules),
            *printed(chromium, folder / "jiuxian", staffed, under_jiuxian),
        ]
    made = {name: drawn(paper) for name, paper in papers}
    if os.environ.get("VILLAGE_PAPERS") == "keep":
        KEPT.mkdir(exist_ok=True)
        for name, picture in made.items():
            picture.quantize(8).save(KEPT / f"{name}.png", optimize=True)
    return made


def unlike(one: Image.Image, other: Image.Image) -> float:
    """The part of the dots in which two pictures of one size differ, 0 to 1."""
    differing = ImageChops.difference(one.convert("L"), other.convert("L")).point(lambda dot: 255 * (dot > DIFFERENT))
    return differing.histogram()[255] / (one.width * one.height)


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_looks_as_it_did(now: dict[str, Image.Image], name: str) -> None:
    with Image.open(KEPT / f"{name}.png") as kept:
        assert now[name].size == kept.size
        assert unlike(now[name], kept) <= MOST


def test_papers_are_told_apart(now: dict[str, Image.Image]) -> None:
    tall = [picture for picture in now.values() if picture.size == now["board"].size]
    assert len(tall) >= 4
    assert all(unlike(one, other) > MOST for one, other in pairwise(tall))


def test_no_picture_is_left_of_a_paper_that_there_is_not() -> None:
    assert {path.stem for path in KEPT.iterdir()} == set(PAPERS)
