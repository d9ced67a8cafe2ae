"""Receipts and their way to paper."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from village.model.receipt import PrintJob, Receipt, ReceiptState
from village.store.rows import moment
from village.store.store import Store

_SELECT = "SELECT id, receipt, state, trouble, attempts, changed_at FROM print_jobs"


def add(store: Store, receipt: Receipt, *, household_id: int, token: str, at: datetime) -> PrintJob:
    """Queue a print."""
    cursor = store.db.conn.execute(
        "INSERT INTO print_jobs (number, household_id, receipt, state, token, changed_at) VALUES (?, ?, ?, ?, ?, ?)",
        (receipt.number, household_id, _written(receipt), ReceiptState.QUEUED, token, at.isoformat()),
    )
    return PrintJob(int(cursor.lastrowid or 0), receipt, ReceiptState.QUEUED, "", 0, at)


def by_token(store: Store, token: str) -> PrintJob | None:
    """The job an earlier try made."""
    return _one(store, "WHERE token = ? AND token <> ''", token)


def get(store: Store, job_id: int) -> PrintJob | None:
    """One job."""
    return _one(store, "WHERE id = ?", job_id)


def household_of(store: Store, job_id: int) -> int | None:
    """Whose receipt it is."""
    row = store.db.conn.execute("SELECT household_id FROM print_jobs WHERE id = ?", (job_id,)).fetchone()
    return int(row[0]) if row else None


def next_queued(store: Store) -> PrintJob | None:
    """The oldest job that nobody has sent yet."""
    return _one(store, "WHERE state = 'queued' ORDER BY id LIMIT 1")


def left_sent(store: Store) -> list[PrintJob]:
    """Jobs whose bytes went out and whose end nobody knows: a server was killed over them."""
    return [_job(row) for row in store.db.conn.execute(f"{_SELECT} WHERE state = 'sent' ORDER BY id")]


def recent(store: Store, *, limit: int = 50) -> list[PrintJob]:
    """The newest jobs first."""
    return [_job(row) for row in store.db.conn.execute(f"{_SELECT} ORDER BY id DESC LIMIT ?", (limit,))]


def last_of(store: Store, household_id: int, *, title: str) -> Receipt | None:
    """The household's newest receipt under this heading that was no copy."""
    rows = store.db.conn.execute(
        "SELECT receipt FROM print_jobs WHERE household_id = ? ORDER BY id DESC", (household_id,)
    )
    found = (_read(row[0]) for row in rows)
    return next((receipt for receipt in found if receipt.copy == 0 and receipt.title == title), None)


def copies(store: Store, number: str) -> int:
    """How many times a receipt went to the queue."""
    return int(store.db.conn.execute("SELECT count(*) FROM print_jobs WHERE number = ?", (number,)).fetchone()[0])


def next_number(store: Store) -> str:
    """The next receipt number of the village, six digits."""
    row = store.db.conn.execute("SELECT coalesce(max(CAST(number AS INTEGER)), 0) + 1 FROM print_jobs").fetchone()
    return f"{row[0]:06d}"


def mark(store: Store, job_id: int, *, state: ReceiptState, trouble: str, attempts: int, at: datetime) -> None:
    """How far the job has got."""
    store.db.conn.execute(
        "UPDATE print_jobs SET state = ?, trouble = ?, attempts = ?, changed_at = ? WHERE id = ?",
        (state, trouble, attempts, at.isoformat(), job_id),
    )


def _written(receipt: Receipt) -> str:
    return msgspec.json.encode(receipt).decode()


def _read(text: str) -> Receipt:
    return msgspec.json.decode(text, type=Receipt)


def _one(store: Store, where: str, *given: object) -> PrintJob | None:
    row = store.db.conn.execute(f"{_SELECT} {where}", given).fetchone()
    return _job(row) if row else None


def _job(row: tuple[Any, ...]) -> PrintJob:
    return PrintJob(row[0], _read(row[1]), ReceiptState(row[2]), row[3], row[4], moment(row[5]))
