"""A one-vote veto (一票否决): a household's month counts nothing (JX-02)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Veto:
    """`month` as "2022-07"; `known_on` is the day it became known."""

    id: int
    household_id: int
    month: str
    reason: str
    known_on: date
    actor: str
