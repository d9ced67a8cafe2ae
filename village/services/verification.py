"""Proving the book: the chain walked from its first line, every projection and, if asked, all points derived again."""

from __future__ import annotations

import re
from dataclasses import dataclass

from village.model.entry import GENESIS, seal
from village.services import recomputation, villages
from village.services.ledger import Head
from village.services.recomputation import Recomputation
from village.store import Store, entries

_HEAD = re.compile(r"(\d{1,12}):([0-9a-f]{8,64})")
_SLIPS = 3
"""Characters that a hand copies wrongly; by chance no other hash lies that near."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`fault` is "" for a sound book, else one sentence naming the first bad line; `lines` were walked. The points of
    `derived` lines were derived again; None where nobody asked."""

    lines: int
    head: Head
    fault: str
    derived: int | None = None


def verify(store: Store, *, against: str = "", points: bool = False) -> Verdict:
    """Walk the chain, then derive the figures again. `against` is a kept head, `SEQ:HASH` (8 to 64 digits).

    With `points` every scored line's points are derived again too, under the rules it names.

    The chain alone finds every edit, removal, insertion and reordering that was not re-hashed to the end;
    against a kept head a re-hashed history and a cut tail are found as well. Raises ValueError for a head that
    cannot be read, or that was copied wrongly: its hash is another line's, or nearly that of its own.
    """
    kept = _kept(against) if against else None
    node = villages.get(store).node
    seq, last, fault, hashes = 0, GENESIS, "", [GENESIS]
    for row in entries.walk(store, node):
        fault = _fault(row, seq, last)
        if fault:
            break
        seq, last = seq + 1, str(row["hash"])
        if kept:
            hashes.append(last)
    if kept and not fault:
        fault = _against(kept, hashes)
    fault = fault or _foreign(store, node) or _drift(store)
    found = recomputation.recompute(store) if points and not fault else None
    return Verdict(seq, Head(seq, last), fault or _other_points(found), found.lines if found else None)


def _kept(against: str) -> tuple[int, str]:
    """The number and the hash of a head as people type it."""
    read = _HEAD.fullmatch("".join(against.split()).lower().replace("：", ":"))
    if not read:
        raise ValueError(
            f"{against!r} is not a head: a receipt has it in its line 校验, a number, a colon and at least"
            " 8 of the characters 0-9 and a-f, such as 1234:0a1b2c3d4e5f6071"
        )
    return int(read[1]), read[2]


def _fault(row: dict[str, object], seq: int, last: str) -> str:
    found = row["seq"]
    if found != seq + 1:
        return f"line {seq + 1} is missing: after {seq} comes {found}"
    if row["prev_hash"] != last:
        return f"line {found} does not follow line {seq}: one of them was exchanged or put in between"
    try:
        sealed = seal(_sealed(row))
    except UnicodeError:  # bytes that are no text: nobody's pen wrote them
        sealed = ""
    return "" if sealed == row["hash"] else f"line {found} was changed: its seal does not fit what it says"


def _sealed(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name != "hash"}


def _against(kept: tuple[int, str], hashes: list[str]) -> str:
    """What a kept head says against the book; `hashes` are its lines', by their numbers.

    Raises ValueError where it was only copied wrongly.
    """
    wanted, digits = kept
    lines = len(hashes) - 1
    if 0 < wanted <= lines and hashes[wanted].startswith(digits):
        return ""
    if bearer := next((seq for seq, one in enumerate(hashes) if seq and one.startswith(digits)), 0):
        raise ValueError(
            f"these characters belong to line {bearer}, not to line {wanted}: look at the number on the receipt again"
        )
    if 0 < wanted <= lines and sum(map(str.__ne__, digits, hashes[wanted])) <= _SLIPS:
        raise ValueError(
            f"the head differs in a few characters only from that of line {wanted}: compare it with the receipt,"
            f" character by character ({wanted}:{_marked(digits, hashes[wanted])}, a _ where it differs)"
        )
    if wanted > lines:
        return (
            f"line {lines + 1} is missing: the kept head knows {wanted} lines, the book has {lines}."
            " Compare the number with the receipt once more; if it is right, the end of the book was cut off"
        )
    return (
        f"line {wanted} is not the one the kept head knows. Compare every character with the receipt, and see that it"
        " is this village's; if both are right, the book was rewritten at or before this line"
    )


def _marked(digits: str, true: str) -> str:
    return "".join(one if one == other else "_" for one, other in zip(digits, true, strict=False))


def _foreign(store: Store, node: str) -> str:
    strangers = entries.foreign_nodes(store, node)
    return f"lines of another author are in the book: {strangers[0]}" if strangers else ""


def _drift(store: Store) -> str:
    for household_id, year, kind, kept, derived in entries.drift(store):
        return (
            f"figure of household {household_id}, {year}, {kind} says {kept / 100:g},"
            f" its lines say {derived / 100:g}: derive the figures again"
        )
    return ""


def _other_points(found: Recomputation | None) -> str:
    for one in found.differences[:1] if found else ():
        should = "give it none" if one.derived is None else f"make that {one.derived.hundredths / 100:g}"
        return f"line {one.seq} says {one.points.hundredths / 100:g} points; the rules it names {should}"
    return ""
