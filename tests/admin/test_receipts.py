"""Receipts: where each stands, how it looks, and 补打."""

from __future__ import annotations

from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from tests import builders
from tests.admin.conftest import Desk
from village.model.device import Trouble
from village.model.household import Household
from village.model.receipt import PrintJob, ReceiptState
from village.services import receipts
from village.store import Store


@pytest.fixture
def job(store: Store, zhang: Household) -> PrintJob:
    return receipts.issue(store, zhang.id, actor=builders.CADRE)


def test_it_works(clerk: Desk, job: PrintJob) -> None:
    page = clerk.get("/receipts").text
    assert job.receipt.number in page
    assert "排着队" in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ReceiptState.SENT, "还没有回话"),
        (ReceiptState.CONFIRMED, "打好了"),
        (ReceiptState.UNKNOWN, "不知道打没打出来"),
    ],
)
def test_every_state_is_said_in_words(
    clerk: Desk, store: Store, job: PrintJob, state: ReceiptState, words: str
) -> None:
    receipts.mark(store, job.id, state=state)
    assert words in clerk.get("/receipts").text


@pytest.mark.parametrize("trouble", [trouble for trouble in Trouble])
def test_every_trouble_says_what_to_do_here_and_on_the_first_page(
    clerk: Desk, store: Store, job: PrintJob, trouble: Trouble
) -> None:
    receipts.mark(store, job.id, state=ReceiptState.QUEUED, trouble=trouble)
    page = clerk.get(f"/receipts/{job.id}").text
    assert "！" in page
    assert trouble not in page
    assert f"{job.receipt.number} 号" in clerk.get("/").text


def test_the_page_follows_the_printer_until_it_is_known(clerk: Desk, store: Store, job: PrintJob) -> None:
    address = f"/receipts/{job.id}/state"
    assert f'hx-get="{address}"' in clerk.get(f"/receipts/{job.id}").text
    receipts.mark(store, job.id, state=ReceiptState.QUEUED, trouble="paper_out")
    waits = clerk.get(address).text
    assert "hx-trigger" in waits
    assert "纸" in waits
    receipts.mark(store, job.id, state=ReceiptState.SENT)
    assert "hx-trigger" in clerk.get(address).text
    for state, words in ((ReceiptState.CONFIRMED, "打好了"), (ReceiptState.UNKNOWN, "不知道打没打出来")):
        receipts.mark(store, job.id, state=state)
        done = clerk.get(address).text
        assert words in done
        assert "hx-" not in done
    assert "hx-trigger" not in clerk.get(f"/receipts/{job.id}").text.split('id="state"')[1].split("</p>")[0]


def test_the_picture_is_the_strip_of_paper_with_its_code(clerk: Desk, job: PrintJob) -> None:
    picture = Image.open(BytesIO(clerk.get(f"/receipts/{job.id}/picture.png").data))
    assert picture.width == 384
    (code,) = zxingcpp.read_barcodes(picture)
    assert job.receipt.number in code.text


def test_printing_again_is_marked_and_happens_once_for_two_clicks(clerk: Desk, store: Store, job: PrintJob) -> None:
    fields = {"token": "0123456789abcdefghij"}
    first = clerk.post(f"/receipts/{job.id}/copy", **fields)
    assert clerk.post(f"/receipts/{job.id}/copy", **fields).location == first.location
    assert [one.receipt.copy for one in receipts.recent(store)] == [1, 0]
    assert "补打第 1 次" in clerk.get("/receipts").text


def test_a_receipt_that_is_not_there_is_said(clerk: Desk) -> None:
    assert 'data-code="receipt_unknown"' in clerk.get("/receipts/77").text
    assert 'data-code="receipt_unknown"' in clerk.post("/receipts/77/copy").text
