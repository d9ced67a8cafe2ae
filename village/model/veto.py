"""A one-vote veto (一票否决): a household's month counts nothing (JX-02)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Veto:
    """`month` as "2022-07"; `known_on` is the day it became known, `taken_back` how it ended, if it was wrong."""

    id: int
    household_id: int
    month: str
    reason: str
    known_on: date
    actor: str
    taken_back: VetoReversal | None = None


@dataclass(frozen=True, slots=True)
class VetoReversal:
    """A veto that was wrong, taken back (撤回) with a `reason` that its household is told."""

    reason: str
    on: date
    actor: str
    token: str = ""
