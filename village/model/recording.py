"""A sentence that a villager recorded for the kiosk (村里人的录音), and the consent behind it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Recording:
    """`text` is what is said, `kind` what that is in the script; `speaker` agreed on `consented_on`. `withdrawn_by` is
    "" while it may be used."""

    id: int
    text: str
    kind: str
    speaker: str
    consented_on: date
    sha256: str
    kept_at: datetime
    actor: str
    withdrawn_at: datetime | None = None
    withdrawn_by: str = ""

    @property
    def voice(self) -> str:
        """The name of the speaker's folder, which tells nobody who that is."""
        return f"villager-{hashlib.sha256(self.speaker.encode()).hexdigest()[:16]}"
