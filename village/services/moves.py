"""A line goes over to another account (并户, 分户, an upheld objection): taken back here, written there."""

from __future__ import annotations

from collections.abc import Sequence

from village.model.entry import Entry, draft_from
from village.services import ledger, marks
from village.store import Store, entries, objections, redemptions


def move(store: Store, line: Entry, *, to: int, reason: str, actor: str) -> Entry:
    """The counter-entry and the copy; what stood on the line (an order, an objection) follows it.

    Raises as `ledger.reverse` and `ledger.post`.
    """
    with store.transaction():
        ledger.reverse(store, seq=line.seq, reason=reason, actor=actor)
        draft = draft_from(line, household_id=to, actor=actor, source=f"moved:{line.id}")
        copy = ledger.post(store, draft)
        marks.keep(store, copy, marks.of_line(store, line))
        redemptions.follow(store, former=line.seq, to=copy.seq, household_id=to)
        objections.follow(store, former=line.seq, to=copy.seq)
        return copy


def whereabouts(store: Store, seq: int) -> Entry:
    """The line itself, or the copy that stands for it since it moved. Raises `entry_unknown`."""
    line = ledger.line(store, seq)
    while copy := entries.copy_of(store, line.id):
        line = copy
    return line


def live(store: Store, household_id: int) -> list[Entry]:
    """The household's lines that were neither taken back nor take another back, oldest first."""
    return standing(entries.of_household(store, household_id)[::-1])


def standing(lines: Sequence[Entry]) -> list[Entry]:
    """Of these lines the ones that were neither taken back nor take another back."""
    backs = {line.reverses for line in lines}
    return [line for line in lines if line.reverses is None and line.seq not in backs]
