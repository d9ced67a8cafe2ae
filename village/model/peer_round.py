"""A round in which groups look at each other (组组互评, MH-08)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PeerRound:
    """From `first` to `last`, both included; `visits` names for each visited group the one that goes there."""

    id: int
    first: date
    last: date
    visits: Mapping[str, str]
    actor: str = ""
