"""A call for help (求助) from a kiosk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class HelpCall:
    """`step` is the screen the visitor was at, in plain words; `answered_by` is "" while it rings."""

    id: int
    kiosk: str
    step: str
    called_at: datetime
    answered_at: datetime | None = None
    answered_by: str = ""
