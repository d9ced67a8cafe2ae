"""What the calendar does by itself while the server runs: looked at once at the start and once on every new day."""

from __future__ import annotations

import logging
import threading

from village import clock
from village.errors import VillageError
from village.services import years
from village.store import Store

_LOOK = 600.0  # seconds between looks at the date
_log = logging.getLogger(__name__)


def keep(store: Store, stopping: threading.Event) -> None:
    """Until `stopping`: a remainder lapses on its day (A.7-1), also when the machine was off that day."""
    done = None
    while True:
        today = clock.today()
        if today != done:
            try:
                years.catch_up(store)
                done = today
            except VillageError as why:  # a clock set back, say: told on the readiness page, tried again
                _log.warning("the calendar waits: %s", why.code)
        if stopping.wait(_LOOK):
            return
