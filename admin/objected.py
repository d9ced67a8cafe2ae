"""Objections with all that is told of them: who raised it, and the line it is about."""

from __future__ import annotations

from dataclasses import dataclass

from village.model.entry import Entry
from village.model.household import Household
from village.model.objection import Objection, ObjectionState
from village.services import evidence, households, ledger, objections, rulebook
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
    line = ledger.line(store, made.entry_seq)
    behind = int(line.evidence) if line.evidence else None
    return Told(
        made=made,
        raised_by=households.get(store, made.household_id),
        line=line,
        owner=households.get(store, line.household_id),
        what=rulebook.title_on(store, line),
        photo=_photo(store, made.evidence_id),
        line_photo=_photo(store, behind),
    )


def _photo(store: Store, evidence_id: int | None) -> str:
    return evidence.get(store, evidence_id).file if evidence_id is not None else ""


def of_household(store: Store, household_id: int) -> list[Told]:
    """Those that a household raised, and those against its lines, newest first."""
    return [told(store, made) for made in objections.of_household(store, household_id)]
