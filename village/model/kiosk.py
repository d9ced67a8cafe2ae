"""A kiosk or tablet as the desk sees it: which one, where, and how it is. Never who stands there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Microphone(StrEnum):
    """What the browser knows of its microphone. UNASKED: nobody has let it listen yet; PLAIN_HTTP: it may not, on an
    address that is not secure; BROKEN: it is there and gives no sound."""

    WORKS = "works"
    UNASKED = "unasked"
    REFUSED = "refused"
    NONE = "none"
    PLAIN_HTTP = "plain_http"
    BROKEN = "broken"


class Speaker(StrEnum):
    """What the browser knows of its speaker. UNTRIED: nothing was to be said yet; BLOCKED: it may not play by itself;
    MUTE: the sound could not be made or fetched."""

    WORKS = "works"
    UNTRIED = "untried"
    BLOCKED = "blocked"
    MUTE = "mute"


@dataclass(frozen=True, slots=True)
class Kiosk:
    """`mark` is the cookie of its browser, `name` what its address says, `nth` counts those of one name."""

    id: int
    mark: str
    name: str
    nth: int
    place: str
    address: str
    microphone: Microphone
    speaker: Speaker
    in_use: bool
    seen_at: datetime

    @property
    def title(self) -> str:
        """What people call it: no two are called the same."""
        return self.name if self.nth == 1 else f"{self.name} {self.nth}"

    @property
    def whereabouts(self) -> str:
        """Where somebody has to go who is called there."""
        return f"{self.title}（{self.place}）" if self.place else self.title
