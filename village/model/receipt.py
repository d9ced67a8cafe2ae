"""A receipt (小票) and how far it has got on its way to paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from village.model.points import Points


class ReceiptState(StrEnum):
    """ "Sent" is not "printed": only the printer's own answer makes it confirmed."""

    QUEUED = "queued"
    SENT = "sent"
    CONFIRMED = "confirmed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One thing that happened: the day, plain words, signed points."""

    when: str
    what: str
    points: Points


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is printed. Committed before it is printed; never changed, only printed again (补打).

    `number` is unique in the village ("000123"), `before` and `after` the household's balance, `head` the
    chain head `SEQ:HASH` that `village verify --against` takes, `copy` 0 for the first print, 1.. for 补打.
    `more` is how many further lines did not fit. `title` is the phrase key of the heading, `pickup` the number under
    which goods are fetched, `place` where and `collector` by whom if not by the household itself, "" on all other
    receipts. `past`: other lines came after the one that is told, and `after` is what it left, not what there is now.
    `repeated`: nothing happened since the last receipt, and the lines are the newest of those told before.
    """

    number: str
    title: str
    village: str
    household_number: str
    household_head: str
    group: str
    lines: tuple[ReceiptLine, ...]
    more: int
    before: Points
    after: Points
    issued_at: datetime
    actor: str
    kiosk: str
    head: str
    copy: int = 0
    pickup: str = ""
    past: bool = False
    place: str = ""
    collector: str = ""
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A receipt in the print queue. `trouble` is a code of `village.model.device.Trouble` or ""."""

    id: int
    receipt: Receipt
    state: ReceiptState
    trouble: str
    attempts: int
    changed_at: datetime
