"""Where a person who scores or reviews belongs: recusal and peer review ask for it (GY-22, MH-08)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Belonging:
    """The household the person lives in, and the group; None and "" where neither is known."""

    household_id: int | None = None
    group: str = ""


NOBODY = Belonging()
