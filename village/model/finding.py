"""What an inspector looks at (抽查、巡查): lines drawn by lot; what was found, mended, approved (JX-33, MH-12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class InspectionPart(StrEnum):
    """The four parts of an inspection, in the order in which the desk shows them (MH-12)."""

    SCORING = "scoring"
    PUBLICATION = "publication"
    REDEMPTION = "redemption"
    LEDGER = "ledger"


class FindingState(StrEnum):
    """How far a finding has got. Until it is `APPROVED` its quarter's money is not paid out."""

    AGREES = "agrees"
    OPEN = "open"
    MENDED = "mended"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Draw:
    """Lines drawn by lot: with `seed` out of `population` of a quarter. `lines` are what was drawn, as
    "entry:12", "board:3:7" (board and household), "redemption:5" or "household:7"."""

    id: int
    quarter: str
    part: InspectionPart
    seed: str
    population: int
    lines: tuple[str, ...]
    drawn_at: datetime
    actor: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found in a quarter's books. `part` is what the document calls it, `subject` the line it is about ("" for
    none), `agrees` whether books and village say the same; `how` and `approval` say how it was mended and by which
    paper that was accepted."""

    id: int
    quarter: str
    part: str
    subject: str
    agrees: bool
    found: str
    inspector: str
    found_on: date
    actor: str
    how: str = ""
    mended_on: date | None = None
    mended_by: str = ""
    approval: str = ""
    approved_on: date | None = None

    @property
    def state(self) -> FindingState:
        """Where it stands."""
        if self.agrees:
            return FindingState.AGREES
        if self.approval:
            return FindingState.APPROVED
        return FindingState.MENDED if self.how else FindingState.OPEN
