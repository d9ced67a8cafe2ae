"""Proving the book: the chain walked from its first line, every projection and, if asked, all points derived again."""

from __future__ import annotations

import re
from dataclasses import dataclass

from village.model.entry import GENESIS, seal
from village.services import recomputation, villages
from village.services.ledger import Head
from village.store import Store, entries

_HEAD = re.compile(r"(\d{1,12}):([0-9a-f]{8,64})")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`fault` is "" for a sound book, else one sentence naming the first bad row; `lines` were walked."""

    lines: int
    head: Head
    fault: str


def verify(store: Store, *, against: str = "", points: bool = False) -> Verdict:
    """Walk the chain, then derive the figures again. `against` is a kept head, `SEQ:HASH` (8 to 64 digits).

    With `points` every scored line's points are derived again too, under the rules it names.

    The chain alone finds every edit, removal, insertion and reordering that was not re-hashed to the end;
    against a kept head a re-hashed history and a cut tail are found as well. Raises ValueError for a head
    that cannot be read.
    """
    kept = _HEAD.fullmatch(against.strip().lower()) if against else None
    if against and not kept:
        raise ValueError(f"not a chain head: {against!r}; it looks like 1234:0a1b2c3d4e5f6071")
    node = villages.get(store).node
    seq, last, fault, witness = 0, GENESIS, "", ""
    for row in entries.walk(store, node):
        fault = _fault(row, seq, last)
        if fault:
            break
        seq, last = seq + 1, str(row["hash"])
        if kept and seq == int(kept[1]):
            witness = last
    fault = fault or _against(kept, seq, witness) or _foreign(store, node) or _drift(store)
    return Verdict(seq, Head(seq, last), fault or (_other_points(store) if points else ""))


def _fault(row: dict[str, object], seq: int, last: str) -> str:
    found = row["seq"]
    if found != seq + 1:
        return f"row {seq + 1} is missing: after {seq} comes {found}"
    if row["prev_hash"] != last:
        return f"row {found} does not follow row {seq}: one of them was exchanged or put in between"
    try:
        sealed = seal(_sealed(row))
    except UnicodeError:  # bytes that are no text: nobody's pen wrote them
        sealed = ""
    return "" if sealed == row["hash"] else f"row {found} was changed: its seal does not fit what it says"


def _sealed(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name != "hash"}


def _against(kept: re.Match[str] | None, seq: int, witness: str) -> str:
    if not kept:
        return ""
    wanted = int(kept[1])
    if wanted > seq:
        return f"row {seq + 1} is missing: the kept head knows {wanted} rows, the book has {seq}"
    if wanted == 0 or not witness.startswith(kept[2]):
        return f"row {wanted} is not the one the kept head knows: the book was rewritten at or before it"
    return ""


def _foreign(store: Store, node: str) -> str:
    strangers = entries.foreign_nodes(store, node)
    return f"rows of another author are in the book: {strangers[0]}" if strangers else ""


def _drift(store: Store) -> str:
    for household_id, year, kind, kept, derived in entries.drift(store):
        return (
            f"figure of household {household_id}, {year}, {kind} says {kept / 100:g},"
            f" its lines say {derived / 100:g}: derive the figures again"
        )
    return ""


def _other_points(store: Store) -> str:
    for found in recomputation.recompute(store).differences[:1]:
        should = "give it none" if found.derived is None else f"make that {found.derived.hundredths / 100:g}"
        return f"row {found.seq} says {found.points.hundredths / 100:g} points; the rules it names {should}"
    return ""
