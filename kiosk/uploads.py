"""One-time addresses at which a phone hands in a photo for one declaration. In memory only, for minutes."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

from flask import current_app

from village import clock

LIFE = timedelta(minutes=10)
"""Long enough to find the picture on a phone, short enough that a code left on a screen is soon worth nothing."""

_MOST = 200


@dataclass(slots=True)
class Upload:
    """An address that is open until `until`; `used` once its photo has come."""

    token: str
    declaration_id: int
    until: datetime
    used: bool = False


@dataclass(slots=True)
class Uploads:
    """All addresses that were given out."""

    _open: dict[str, Upload] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def address(self, declaration_id: int) -> Upload:
        """That of a declaration: the one given out before while it is good, else a new one."""
        now = clock.now()
        with self._lock:
            for token in [each.token for each in self._open.values() if each.until <= now]:
                del self._open[token]
            for each in self._open.values():
                if each.declaration_id == declaration_id and not each.used:
                    return each
            while len(self._open) >= _MOST:
                del self._open[next(iter(self._open))]
            made = Upload(secrets.token_urlsafe(12), declaration_id, now + LIFE)
            self._open[made.token] = made
            return made

    def find(self, token: str) -> Upload | None:
        """The address, unless its time is over or it was never given out."""
        found = self._open.get(token)
        return found if found and found.until > clock.now() else None


def uploads() -> Uploads:
    """Those of the app that answers."""
    return cast(Uploads, current_app.extensions["uploads"])
