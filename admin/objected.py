"""Objections with all that is told of them: who raised it, and the line it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from village.model.entry import Entry
from village.model.household import Household
from village.model.objection import Objection, ObjectionState
from village.services import evidence, household_lists, ledger, objections, rulebook
from village.store import Store

STATES = {
    ObjectionState.OPEN: "等着核实",
    ObjectionState.UPHELD: "成立，改过了",
    ObjectionState.DISMISSED: "核实过，不改",
}


@dataclass(frozen=True, slots=True)
class Told:
    """An objection, who raised it, and the line it is about; the files of the photos that each of the two has."""

    made: Objection
    raised_by: Household
    line: Entry
    owner: Household
    what: str
    photo: str
    line_photo: str

    @property
    def state(self) -> str:
        """How far it has got, in words."""
        return STATES[self.made.state]


def told(store: Store, made: Objection) -> Told:
    """One objection."""
    return several(store, [made])[0]


def several(store: Store, found: Sequence[Objection]) -> list[Told]:
    """Objections in their order; their lines, households and photos are asked for at once."""
    lines = ledger.lines(store, (made.entry_seq for made in found))
    homes = household_lists.some(
        store, {*(made.household_id for made in found), *(line.household_id for line in lines.values())}
    )
    behind = {seq: int(line.evidence) for seq, line in lines.items() if line.evidence}
    shown = {made.evidence_id for made in found if made.evidence_id is not None}
    files = {one.id: one.file for one in evidence.some(store, {*shown, *behind.values()}).values()}
    return [
        Told(
            made=made,
            raised_by=homes[made.household_id],
            line=(line := lines[made.entry_seq]),
            owner=homes[line.household_id],
            what=rulebook.title_on(store, line),
            photo=files[made.evidence_id] if made.evidence_id is not None else "",
            line_photo=files[behind[line.seq]] if line.seq in behind else "",
        )
        for made in found
    ]


def of_household(store: Store, household_id: int) -> list[Told]:
    """Those that a household raised, and those against its lines, newest first."""
    return several(store, objections.of_household(store, household_id))
