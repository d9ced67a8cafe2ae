"""The one owner of the printer: takes what waits, oldest first, and notes how far it got.

A receipt is never printed twice by itself. Before any byte goes out the job is marked "sent", so that even a
server that is killed leaves a trace; a job whose outcome nobody saw becomes "unknown", and printing it again
(补打) is a person's decision. Only a job that certainly was not begun is tried again.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import replace

from village.devices.printer import PrinterFailed, PrinterPort
from village.devices.printers import open_port
from village.model.device import Trouble
from village.model.receipt import PrintJob, ReceiptState
from village.printing.compose import compose, test_page
from village.printing.page import Page
from village.printing.preview import png_of
from village.services import device_status, receipts
from village.settings import Settings
from village.store import Store

_log = logging.getLogger(__name__)
_BACK_OFF = (1.0, 2.0, 5.0, 10.0)  # seconds; a villager who closes the cover waits no longer than the last
_LOOK = 0.3
_PATIENCE = 20.0  # seconds a test page waits for the receipt in hand


def print_queue(store: Store, settings: Settings) -> PrintQueue:
    """The queue that the settings mean, not yet started. Raises SettingsError."""
    paper = settings.printer.paper
    port = open_port(settings, picture=lambda data: png_of(data, paper))
    return PrintQueue(store, port, Page(paper, settings.printer.mode))


class PrintQueue:
    """A thread that prints. `rest` and `watch` in seconds: how often to look for work, and at an idle printer."""

    def __init__(self, store: Store, port: PrinterPort, page: Page, *, rest: float = 1.0, watch: float = 30.0) -> None:
        self._store = store
        self._port = port
        self._page = page
        self._rest = rest
        self._watch = watch
        self._hand = threading.Lock()  # the printer, for one receipt or one test page
        self._nudged = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="printing", daemon=True)
        self._tries = 0
        self._unwatched = watch

    def start(self) -> None:
        """Begin; what a killed server left as "sent" becomes "unknown"."""
        self._thread.start()

    def nudge(self) -> None:
        """There is work: do not wait for the next look."""
        self._nudged.set()

    def stop(self) -> None:
        """Finish the receipt in hand, then end."""
        self._stopping.set()
        self._nudged.set()
        if self._thread.is_alive():
            self._thread.join()
        self._port.close()

    @property
    def alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._forsaken()
                while not self._stopping.is_set():
                    self._pause(self.step())
            except Exception:
                _log.exception("printing stumbled; every receipt is kept, and it goes on")
                self._pause(_BACK_OFF[-1])

    def _pause(self, seconds: float) -> None:
        if seconds and self._nudged.wait(seconds):
            self._nudged.clear()

    def test(self) -> tuple[ReceiptState, Trouble | None]:
        """Print the test page now, between receipts, and say how it went.

        Confirmed; unknown, where bytes went out and no good word came back; queued, where nothing was begun: then it
        is forgotten, since whoever asked stands by. Without a trouble that is a printer still busy with a receipt.
        """
        if not self._hand.acquire(timeout=_PATIENCE):
            return ReceiptState.QUEUED, None
        try:
            state, trouble = self._tested()
            self._report(trouble)
            return state, trouble
        finally:
            self._port.close()
            self._hand.release()

    def step(self) -> float:
        """Do one thing; answers how many seconds to wait before the next."""
        with self._hand:
            return self._step()

    def _step(self) -> float:
        job = receipts.next_queued(self._store)
        if job is None:
            self._tries = 0
            self._look_at_idle_printer()
            return self._rest
        if self._print(job):
            self._tries = 0
            return 0.0
        self._tries += 1
        return _BACK_OFF[min(self._tries, len(_BACK_OFF)) - 1]

    def _tested(self) -> tuple[ReceiptState, Trouble | None]:
        trouble = self._port.status()
        if _prevents(trouble):
            return ReceiptState.QUEUED, trouble
        try:
            self._port.send(test_page(self._page.paper), name="test")
        except PrinterFailed as why:
            return ReceiptState.UNKNOWN if why.started else ReceiptState.QUEUED, why.trouble
        trouble = self._outcome()
        return ReceiptState.UNKNOWN if _prevents(trouble) else ReceiptState.CONFIRMED, trouble

    def _print(self, job: PrintJob) -> bool:
        """Whether the job has left the queue."""
        trouble = self._port.status()
        self._report(trouble)
        if _prevents(trouble):
            return self._keep(job, trouble)
        try:
            data = compose(job.receipt, self._page)
        except Exception:  # it must not hold up the others: a person looks at it
            _log.exception("receipt %s cannot be set", job.receipt.number)
            return self._mark(job, ReceiptState.UNKNOWN)
        begun = replace(job, attempts=job.attempts + 1)
        self._mark(begun, ReceiptState.SENT)
        copy = f"-{job.receipt.copy}" if job.receipt.copy else ""
        try:
            self._port.send(data, name=f"{job.receipt.number}{copy}")
        except PrinterFailed as why:
            return self._failed(begun, why)
        trouble = self._outcome()
        self._port.close()
        self._report(trouble)
        if _prevents(trouble):
            return self._mark(begun, ReceiptState.UNKNOWN, trouble)
        return self._mark(begun, ReceiptState.CONFIRMED)

    def _keep(self, job: PrintJob, trouble: Trouble | None) -> bool:
        """It waits, certainly not begun. Written only when there is news, to spare the card."""
        if job.trouble != trouble:
            self._mark(job, ReceiptState.QUEUED, trouble)
        return False

    def _failed(self, job: PrintJob, why: PrinterFailed) -> bool:
        _log.warning("receipt %s: %s %s", job.receipt.number, why.trouble, why.detail)
        if not why.started:
            self._report(why.trouble)
            self._mark(job, ReceiptState.QUEUED, why.trouble)
            return False
        now = self._port.status()
        self._port.close()
        self._report(now)
        return self._mark(job, ReceiptState.UNKNOWN, now if _prevents(now) else why.trouble)

    def _outcome(self) -> Trouble | None:
        """What the printer says while the paper comes out: the first real trouble, else its last word."""
        trouble = self._port.status()
        for _ in range(round(self._port.settle / _LOOK)):
            if _prevents(trouble):
                break
            threading.Event().wait(_LOOK)
            trouble = self._port.status()
        return trouble

    def _look_at_idle_printer(self) -> None:
        self._unwatched += self._rest
        if self._unwatched >= self._watch:
            self._unwatched = 0.0
            self._report(self._port.status())
            self._port.close()

    def _forsaken(self) -> None:
        """A job still "sent" when nobody is sending: the server was killed in the middle of it."""
        for job in receipts.left_sent(self._store):
            self._mark(job, ReceiptState.UNKNOWN)

    def _mark(self, job: PrintJob, state: ReceiptState, trouble: Trouble | None = None) -> bool:
        receipts.mark(self._store, job.id, state=state, trouble=trouble or "", attempts=job.attempts)
        return True

    def _report(self, trouble: Trouble | None) -> None:
        device_status.report(self._store, name="printer", trouble=trouble or "")


def _prevents(trouble: Trouble | None) -> bool:
    return trouble not in (None, Trouble.PAPER_LOW)
