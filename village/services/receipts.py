"""Receipts: committed first, printed after; a copy is a person's decision (补打)."""

from __future__ import annotations

from dataclasses import replace

from village import clock
from village.errors import VillageError
from village.language import dates
from village.language.characters import with_reading
from village.language.phrases import phrase
from village.model.entry import Entry, Kind
from village.model.points import ZERO
from village.model.receipt import PrintJob, Receipt, ReceiptLine, ReceiptState
from village.services import households, ledger, redemptions, rulebook, statements, villages
from village.store import Store, entries
from village.store import receipts as rows

LINES = 8  # what fits one look; the rest is on the screen and in the passbook
LATEST = 3  # told again where nothing is new, so that nobody goes home with a paper that says nothing


def issue(
    store: Store, household_id: int, *, actor: str, kiosk: str = "", token: str = "", entry: Entry | None = None
) -> PrintJob:
    """Queue a receipt: of one line by itself, or of all lines since the household's last receipt of that kind; where
    there are none, of the newest once more.

    The same token again answers with the first job. Raises `unknown_household`.
    """
    with store.transaction():
        if token and (first := rows.by_token(store, token)):
            return first
        household = households.get(store, household_id)
        village = villages.get(store)
        last = rows.last_of(store, household_id, title=_title(None))
        since = int(last.head.split(":")[0]) if last else 0
        new = [entry] if entry else entries.after(store, household_id, since)
        told = new or entries.after(store, household_id, 0)[-LATEST:]
        order = redemptions.by_line(store, entry.seq) if entry else None
        later = entries.after(store, household_id, entry.seq) if entry else []
        after = ledger.balance(store, household_id) - sum((line.points for line in later), ZERO)
        receipt = Receipt(
            number=rows.next_number(store),
            title=_title(entry),
            village=f"{village.town}{village.name}",
            household_number=household.number,
            household_head=with_reading(household.head, household.reading),
            group=household.group,
            lines=tuple(_line(store, line) for line in told[-LINES:]),
            more=max(0, len(told) - LINES),
            before=after - sum((line.points for line in told), ZERO),
            after=after,
            issued_at=clock.now(),
            actor=actor,
            kiosk=kiosk,
            head=str(ledger.head(store)),
            pickup=str(order.id) if order else "",
            past=bool(later),
            place=order.place if order else "",
            collector=order.collector.told if order and order.collector else "",
            repeated=bool(told and not new),
        )
        return rows.add(store, receipt, household_id=household_id, token=token, at=clock.now())


def copy(store: Store, job_id: int, *, token: str = "") -> PrintJob:
    """Print a receipt again, marked 补打. Raises `receipt_unknown`."""
    with store.transaction():
        if token and (first := rows.by_token(store, token)):
            return first
        job = get(store, job_id)
        household_id = rows.household_of(store, job_id)
        again = replace(job.receipt, copy=rows.copies(store, job.receipt.number))
        return rows.add(store, again, household_id=household_id or 0, token=token, at=clock.now())


def get(store: Store, job_id: int) -> PrintJob:
    """One job. Raises `receipt_unknown`."""
    job = rows.get(store, job_id)
    if job is None:
        raise VillageError("receipt_unknown")
    return job


def household_of(store: Store, job_id: int) -> int | None:
    """Whose receipt it is."""
    return rows.household_of(store, job_id)


def next_queued(store: Store) -> PrintJob | None:
    """The oldest job that nobody has sent yet."""
    return rows.next_queued(store)


def left_sent(store: Store) -> list[PrintJob]:
    """Jobs sent by a server that was killed before it knew whether they were printed."""
    return rows.left_sent(store)


def recent(store: Store, *, limit: int = 50) -> list[PrintJob]:
    """The newest jobs first."""
    return rows.recent(store, limit=limit)


def mark(store: Store, job_id: int, *, state: ReceiptState, trouble: str = "", attempts: int = 0) -> None:
    """How far a job has got on its way to paper."""
    with store.transaction():
        rows.mark(store, job_id, state=state, trouble=trouble, attempts=attempts, at=clock.now())


def _title(entry: Entry | None) -> str:
    if entry is None:
        return "receipt.title_balance"
    if entry.reverses:
        return "receipt.title_reversal"
    if entry.kind is Kind.REDEMPTION:
        return "receipt.title_redemption"
    return "receipt.title_award" if entry.points.hundredths >= 0 else "receipt.title_deduction"


def _line(store: Store, entry: Entry) -> ReceiptLine:
    told = ledger.line(store, entry.reverses) if entry.reverses else entry
    goods = told.reason if entry.kind is Kind.REDEMPTION else ""
    what = rulebook.title_on(store, entry) or goods or phrase(f"receipt.kind_{entry.kind}").printed
    if entry.count > 1:
        what = f"{what}×{entry.count}"
    if goods:
        what = statements.had(store, told, what)
    if entry.reverses:
        what = phrase("receipt.taken_back", what=what).printed
    if entry.reason and (entry.kind is Kind.DEDUCTION or entry.reverses):
        what = f"{what}：{entry.reason}"
    return ReceiptLine(dates.show_date(entry.occurred_on), what, entry.points)
