"""From a queued receipt to paper, with a printer that behaves as printers do."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from tests import builders
from tests.devices.tcp_printer import TcpPrinter
from tests.printing.receipt import a_receipt
from village.devices.escpos_port import NetworkPort
from village.devices.spool import SpoolPort
from village.model.device import Trouble
from village.model.household import Household
from village.model.receipt import PrintJob, ReceiptState
from village.printing.compose import compose
from village.printing.compose import test_page as samples
from village.printing.layout import token
from village.printing.page import Page
from village.printing.queue import PrintQueue, print_queue
from village.services import device_status, receipts
from village.settings import Settings
from village.store import Store
from village.store import receipts as rows

PAGE = Page(58, "raster")


@pytest.fixture
def household(store: Store) -> Household:
    return builders.a_household(store)


@contextmanager
def printing(store: Store, printer: TcpPrinter) -> Iterator[PrintQueue]:
    port = NetworkPort("127.0.0.1", printer.port, timeout=0.4, drain=1.0)
    port.settle = 0.3
    queue = PrintQueue(store, port, PAGE, rest=0.05, watch=0.1)
    queue.start()
    try:
        yield queue
    finally:
        queue.stop()


def until(true: Callable[[], bool]) -> bool:
    """Whether it comes true within a minute."""
    for _ in range(3000):
        if true():
            return True
        time.sleep(0.02)
    return False


def becomes(store: Store, job: PrintJob, state: ReceiptState) -> bool:
    return until(lambda: receipts.get(store, job.id).state is state)


def trouble_of_printer(store: Store) -> str | None:
    return next((status.trouble for status in device_status.all_of(store) if status.name == "printer"), None)


def a_job(store: Store, household: Household) -> PrintJob:
    return receipts.issue(store, household.id, actor="李会计", kiosk="大厅")


def test_a_queued_receipt_is_printed_whole_and_confirmed(store: Store, household: Household) -> None:
    with TcpPrinter() as printer, printing(store, printer) as queue:
        job = a_job(store, household)
        queue.nudge()
        assert becomes(store, job, ReceiptState.CONFIRMED)
        assert printer.printed == compose(job.receipt, PAGE)
        done = receipts.get(store, job.id)
        assert (done.trouble, done.attempts) == ("", 1)
        assert trouble_of_printer(store) == ""


def test_receipts_come_out_in_their_order_each_once(store: Store, household: Household) -> None:
    jobs = [a_job(store, household) for _ in range(3)]
    with TcpPrinter() as printer, printing(store, printer):
        assert becomes(store, jobs[-1], ReceiptState.CONFIRMED)
        assert printer.printed == b"".join(compose(job.receipt, PAGE) for job in jobs)


@pytest.mark.parametrize(
    ("state", "trouble"),
    [("out", Trouble.PAPER_OUT), ("cover", Trouble.COVER_OPEN), ("jam", Trouble.JAM), ("mute", Trouble.MUTE)],
)
def test_a_printer_in_trouble_is_given_nothing_is_told_of_and_gets_all_when_well(
    store: Store, household: Household, state: str, trouble: Trouble
) -> None:
    job = a_job(store, household)
    with TcpPrinter(state) as printer, printing(store, printer) as queue:
        assert until(lambda: receipts.get(store, job.id).trouble == trouble)
        assert receipts.get(store, job.id).state is ReceiptState.QUEUED
        assert trouble_of_printer(store) == trouble
        assert printer.printed == b""
        printer.state = "ok"
        queue.nudge()
        assert becomes(store, job, ReceiptState.CONFIRMED)
        assert printer.printed == compose(job.receipt, PAGE)
        assert trouble_of_printer(store) == ""


def test_a_printer_that_is_not_there_is_waited_for(store: Store, household: Household) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        free = taken.getsockname()[1]
    queue = PrintQueue(store, NetworkPort("127.0.0.1", free, timeout=0.4), PAGE, rest=0.05)
    queue.start()
    job = a_job(store, household)
    assert until(lambda: receipts.get(store, job.id).trouble == Trouble.UNPLUGGED)
    assert receipts.get(store, job.id).state is ReceiptState.QUEUED
    queue.stop()


def test_little_paper_is_told_but_still_printed_on(store: Store, household: Household) -> None:
    job = a_job(store, household)
    with TcpPrinter("low") as printer, printing(store, printer):
        assert becomes(store, job, ReceiptState.CONFIRMED)
        assert trouble_of_printer(store) == Trouble.PAPER_LOW


@pytest.mark.parametrize("share", [0.0, 0.0001, 0.3, 0.7, 0.9999])
def test_paper_that_runs_out_in_the_middle_leaves_it_unknown_and_is_not_printed_again(
    store: Store, household: Household, share: float
) -> None:
    job = a_job(store, household)
    offset = max(1, int(share * len(compose(job.receipt, PAGE))))
    with TcpPrinter(runs_out_at=offset) as printer, printing(store, printer) as queue:
        assert becomes(store, job, ReceiptState.UNKNOWN)
        assert receipts.get(store, job.id).trouble == Trouble.PAPER_OUT
        assert trouble_of_printer(store) == Trouble.PAPER_OUT
        printer.runs_out_at, printer.state, printer.printed = None, "ok", b""
        queue.nudge()
        assert until(lambda: trouble_of_printer(store) == "")
        following = a_job(store, household)
        assert becomes(store, following, ReceiptState.CONFIRMED)
        assert printer.printed == compose(following.receipt, PAGE)
        assert receipts.get(store, job.id).state is ReceiptState.UNKNOWN


def test_after_an_unknown_outcome_a_person_may_have_a_marked_copy(store: Store, household: Household) -> None:
    with TcpPrinter(runs_out_at=1000) as printer, printing(store, printer):
        job = a_job(store, household)
        assert becomes(store, job, ReceiptState.UNKNOWN)
        printer.runs_out_at, printer.state, printer.printed = None, "ok", b""
        copy = receipts.copy(store, job.id)
        assert becomes(store, copy, ReceiptState.CONFIRMED)
        assert printer.printed == compose(replace(job.receipt, copy=1), PAGE)


def test_a_line_that_drops_in_the_middle_leaves_it_unknown(store: Store, household: Household) -> None:
    with TcpPrinter(unplugged_at=5000) as printer, printing(store, printer):
        job = a_job(store, household)
        assert becomes(store, job, ReceiptState.UNKNOWN)
        assert receipts.get(store, job.id).attempts == 1
        assert printer.printed.count(b"\x1b@") == 1


def test_a_slow_printer_is_waited_for(store: Store, household: Household) -> None:
    job = a_job(store, household)
    with TcpPrinter(pause=0.02) as printer, printing(store, printer):
        assert becomes(store, job, ReceiptState.CONFIRMED)
        assert printer.printed == compose(job.receipt, PAGE)


def test_the_job_says_sent_before_a_byte_goes_out(store: Store, household: Household, tmp_path: Path) -> None:
    seen: list[ReceiptState] = []
    job = a_job(store, household)

    def look(_: bytes) -> bytes:
        seen.append(receipts.get(store, job.id).state)
        return b""

    watching = SpoolPort(tmp_path, look)
    PrintQueue(store, watching, PAGE).step()
    assert seen == [ReceiptState.SENT]
    assert receipts.get(store, job.id).state is ReceiptState.CONFIRMED


def test_what_a_killed_server_left_half_sent_is_unknown_and_stays_unprinted(store: Store, household: Household) -> None:
    job = a_job(store, household)
    receipts.mark(store, job.id, state=ReceiptState.SENT, attempts=1)
    following = a_job(store, household)
    with TcpPrinter() as printer, printing(store, printer):
        assert becomes(store, following, ReceiptState.CONFIRMED)
        assert receipts.get(store, job.id).state is ReceiptState.UNKNOWN
        assert printer.printed == compose(following.receipt, PAGE)


def test_a_receipt_that_cannot_be_set_does_not_hold_up_the_others(
    store: Store, household: Household, caplog: pytest.LogCaptureFixture
) -> None:
    with store.transaction():
        broken = rows.add(
            store,
            a_receipt(title="receipt.no_such_title", number="000900"),
            household_id=household.id,
            token="",
            at=a_receipt().issued_at,
        )
    following = a_job(store, household)
    with TcpPrinter() as printer, printing(store, printer):
        assert becomes(store, following, ReceiptState.CONFIRMED)
    assert receipts.get(store, broken.id).state is ReceiptState.UNKNOWN
    assert "000900 cannot be set" in caplog.text


def test_the_queue_outlives_a_port_that_fails_in_a_new_way(
    store: Store, household: Household, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_: bytes) -> bytes:
        raise RuntimeError("new")

    job = a_job(store, household)
    queue = PrintQueue(store, SpoolPort(tmp_path, fails), PAGE, rest=0.05)
    queue.start()
    assert until(lambda: "printing stumbled" in caplog.text)
    assert queue.alive
    queue.nudge()
    assert becomes(store, job, ReceiptState.UNKNOWN)
    queue.stop()
    assert not queue.alive


def test_an_idle_printer_is_looked_at_so_that_the_office_knows_before_a_receipt_is_wanted(store: Store) -> None:
    with TcpPrinter("cover") as printer, printing(store, printer):
        assert until(lambda: trouble_of_printer(store) == Trouble.COVER_OPEN)
        printer.state = "ok"
        assert until(lambda: trouble_of_printer(store) == "")


def test_without_a_printer_the_receipt_lies_in_the_spool_as_it_would_print(
    store: Store, household: Household, tmp_path: Path
) -> None:
    queue = print_queue(store, Settings(data=tmp_path))
    queue.start()
    job = a_job(store, household)
    queue.nudge()
    assert becomes(store, job, ReceiptState.CONFIRMED)
    copy = receipts.copy(store, job.id)
    queue.nudge()
    assert becomes(store, copy, ReceiptState.CONFIRMED)
    queue.stop()
    number = job.receipt.number
    assert {path.name for path in (tmp_path / "spool").iterdir()} == {
        f"{number}.bin",
        f"{number}.png",
        f"{number}-1.bin",
        f"{number}-1.png",
    }
    (code,) = zxingcpp.read_barcodes(Image.open(tmp_path / "spool" / f"{number}-1.png"))
    assert code.text == token(job.receipt)


def test_a_test_page_comes_out_whole_between_two_receipts(store: Store, household: Household) -> None:
    with TcpPrinter(pause=0.01) as printer, printing(store, printer) as queue:
        job = a_job(store, household)
        queue.nudge()
        assert queue.test() == (ReceiptState.CONFIRMED, None)
        assert becomes(store, job, ReceiptState.CONFIRMED)
        receipt, tested = compose(job.receipt, PAGE), samples(PAGE.paper)
        assert printer.printed in (receipt + tested, tested + receipt)


@pytest.mark.parametrize(("state", "trouble"), [("out", Trouble.PAPER_OUT), ("mute", Trouble.MUTE)])
def test_a_test_page_that_cannot_be_printed_is_not_kept_for_later(
    store: Store, household: Household, state: str, trouble: Trouble
) -> None:
    with TcpPrinter(state) as printer, printing(store, printer) as queue:
        assert queue.test() == (ReceiptState.QUEUED, trouble)
        assert trouble_of_printer(store) == trouble
        printer.state = "ok"
        job = a_job(store, household)
        queue.nudge()
        assert becomes(store, job, ReceiptState.CONFIRMED)
        assert printer.printed == compose(job.receipt, PAGE)


def test_a_test_page_cut_off_in_the_middle_is_not_called_printed(store: Store) -> None:
    with TcpPrinter(runs_out_at=600) as printer, printing(store, printer) as queue:
        assert queue.test() == (ReceiptState.UNKNOWN, Trouble.PAPER_OUT)
