"""A receipt: who gets one, what the page shows, and how far it has got."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from tests.kiosk.conftest import PIN, Nudged, Residents
from tests.kiosk.market import market, on_shelf
from tests.kiosk.page import Page
from village.model.device import Trouble
from village.model.receipt import ReceiptState
from village.services import receipts, redemptions
from village.store import Store


def test_it_works(page: Page, residents: Residents, store: Store, prints: Nudged) -> None:
    page.card(residents.card).post("/print")
    assert page.screen == "print"
    assert prints.times == 1
    job = receipts.recent(store)[0]
    assert (job.receipt.household_number, job.receipt.kiosk, str(job.receipt.after)) == ("03-017", "大厅东", "25")
    picture = page.get(f"/print/{job.id}.png").answer
    assert picture.headers["Cache-Control"] == "no-store"
    assert Image.open(BytesIO(picture.data)).width == 384


def test_without_card_or_pin_it_is_asked_for_and_then_printed(page: Page, residents: Residents, store: Store) -> None:
    page.post("/choose", household=residents.zhang.id).post("/who/yes").post("/print")
    assert page.screen == "unlock"
    assert receipts.recent(store) == []
    page.get("/pin").post("/pin", digits=PIN)
    assert page.screen == "print"
    assert len(receipts.recent(store)) == 1


def test_the_page_follows_the_printer(page: Page, residents: Residents, store: Store) -> None:
    page.card(residents.card).post("/print")
    job = receipts.recent(store)[0]
    assert "every 1s" in page.html
    assert page.get(f"/print/{job.id}/state?shown=print.queued").answer.status_code == 204
    receipts.mark(store, job.id, state=ReceiptState.QUEUED, trouble="paper_out")
    page.get(f"/print/{job.id}/state?shown=print.queued")
    assert "打印机没纸了" in page.text
    assert "打印机没纸了" in page.aloud
    receipts.mark(store, job.id, state=ReceiptState.CONFIRMED)
    page.get(f"/print/{job.id}/state?shown=print.paper_out")
    assert "every 1s" not in page.html


@pytest.mark.parametrize("trouble", [each for each in Trouble if each not in (Trouble.NO_MODEL, Trouble.NO_VOICE)])
@pytest.mark.parametrize("state", ReceiptState)
def test_every_trouble_of_a_printer_has_its_sentence(
    page: Page, residents: Residents, store: Store, trouble: Trouble, state: ReceiptState
) -> None:
    page.card(residents.card).post("/print")
    receipts.mark(store, receipts.recent(store)[0].id, state=state, trouble=trouble)
    page.get("/again")
    assert page.answer.status_code == 200
    assert [key for key in page.keys if key.startswith("print.")]


def test_looking_at_it_again_prints_nothing_more(page: Page, residents: Residents, store: Store) -> None:
    page.card(residents.card).post("/print").get("/again").post("/settings/slower").get("/back")
    assert len(receipts.recent(store)) == 1


def test_a_copy_is_marked(page: Page, residents: Residents, store: Store) -> None:
    page.card(residents.card).post("/print")
    first = receipts.recent(store)[0]
    page.post(f"/print/{first.id}/again")
    again = receipts.recent(store)[0]
    assert (again.receipt.number, again.receipt.copy) == (first.receipt.number, 1)


def test_nobody_sees_anothers_receipt(page: Page, residents: Residents) -> None:
    page.card(residents.card).post("/print")
    page.card(residents.wang_card)
    for address in ("/print/1.png", "/print/1/state"):
        assert page.get(address).answer.status_code == 422
    assert page.post("/print/1/again").answer.status_code == 422


def test_the_receipt_is_read_aloud_line_by_line(speaking: Page, residents: Residents) -> None:
    speaking.card(residents.card).post("/print")
    read = speaking.utterance(speaking.sounds[0])
    assert read.startswith("小票上写着：三组张桂芳家，原来零分，现在二十五分。")
    assert "房前屋后乱堆乱搭：门口堆了柴草，减五分" in read


def test_an_orders_receipt_reads_its_pick_up_number_aloud(speaking: Page, residents: Residents, store: Store) -> None:
    tea = on_shelf(store)
    with market(store):
        redemptions.request(store, household_id=residents.wang.id, goods_id=tea.id, actor="一体机")
        made = redemptions.request(store, household_id=residents.zhang.id, goods_id=tea.id, actor="一体机")
        speaking.get("/").card(residents.card).post(f"/print?order={made.id}")
        read = speaking.utterance(speaking.sounds[0])
        assert (made.id, read.count("取货号是二")) == (2, 1)
        assert read.index("取货号是二") < read.index("茶叶")
        assert "取货号" not in speaking.post("/print").utterance(speaking.sounds[0]), "nothing to fetch with a balance"
