"""A line of the ledger (流水): one signed amount, for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import msgspec

from village.model.points import Points

VETO = "veto:"
"""How the `source` of a line begins that takes back a vetoed month (JX-02), or gives it back: the veto's id follows."""
OVER = "over:"
"""How the `source` of a line begins that takes back what was recorded once too often while a veto stood: as above."""
GENESIS = "0" * 64  # what the first line of a node names as its forerunner


class Kind(StrEnum):
    """What a line is. A reversal keeps the kind of the line it takes back, so sums by kind stay true."""

    BASE = "base"  # 基础积分 granted at registration (YK-11) or each year (GY-10)
    AWARD = "award"  # 加分
    DEDUCTION = "deduction"  # 扣分
    REDEMPTION = "redemption"  # 兑换
    CARRY = "carry"  # carried in from another account or year
    CLOSING = "closing"  # what lapses at a year's end (YK-18)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a verb wants written; the ledger adds number, time and seal.

    `period` is the month the line counts in ("2026-03", its year the year of account), `occurred_on` the
    day it happened (YK-13). `item`, `version` (first day of the item's version), `clause`, `pack` and
    `digest` say by which rule; empty where no rule made it. `source` names what it came from
    ("score", "declaration:12"). `reverses` is the seq of the line of this node that is taken back.
    `token` makes a repeat harmless: the same token answers with the first line.
    """

    household_id: int
    kind: Kind
    points: Points
    period: str
    occurred_on: date
    actor: str
    pack: str = ""
    digest: str = ""
    item: str = ""
    version: str = ""
    option: str = ""
    count: int = 1
    clause: str = ""
    member: str = ""
    place: str = ""
    reason: str = ""
    evidence: str = ""
    source: str = ""
    reverses: int | None = None
    token: str = ""


@dataclass(frozen=True, slots=True)
class Entry(Draft):
    """A line as it stands in the book: numbered, timed, and chained to the one before."""

    node: str = ""
    seq: int = 0
    recorded_at: datetime = datetime.min
    prev_hash: str = GENESIS
    hash: str = ""

    @property
    def id(self) -> str:
        """How people name the line: node and number, e.g. yk01-000123."""
        return f"{self.node}-{self.seq:06d}"

    @property
    def voids(self) -> str:
        """The month that a veto made this line take back ("2026-03"), or give back where the veto was wrong; "" for
        every other line."""
        return self.period if self.source.startswith(VETO) else ""


_DRAFTED = tuple(field.name for field in fields(Draft))
SEALED = tuple(field.name for field in fields(Entry) if field.name != "hash")


def draft_from(line: Entry, **changes: Any) -> Draft:
    """A new line that says what `line` says, but for `changes`; it has no token and takes nothing back by itself."""
    told: dict[str, Any] = {name: getattr(line, name) for name in _DRAFTED}
    return Draft(**{**told, "reverses": None, "token": "", **changes})


def seal(values: dict[str, object]) -> str:
    """sha256 (hex) over the canonical bytes of a line: JSON of `SEALED`'s pairs in order, UTF-8, no blanks.

    `values` holds plain column values (text, whole numbers, None), as the row keeps them.
    """
    return hashlib.sha256(msgspec.json.encode([(name, values[name]) for name in SEALED])).hexdigest()


def sealer(values: dict[str, object]) -> Callable[[int, int, int, str], str]:
    """`seal` for many lines that say `values` but for household, points, number and the hash before: what they share is
    encoded once. The parts are those of `values` in the order of `SEALED`."""
    own = {"household_id": b"%d", "points": b"%d", "seq": b"%d", "prev_hash": b'"%b"'}
    said = [b"[" + msgspec.json.encode(name) + b"," + (own.get(name) or _plain(values[name])) + b"]" for name in SEALED]
    form = b"[" + b",".join(said) + b"]"
    return lambda household_id, points, seq, prev_hash: hashlib.sha256(
        form % (household_id, points, seq, prev_hash.encode())
    ).hexdigest()


def _plain(value: object) -> bytes:
    return msgspec.json.encode(value).replace(b"%", b"%%")
