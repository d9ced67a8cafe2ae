"""What the calendar does by itself while the server runs: looked at once at the start and once on every new day."""

from __future__ import annotations

import logging
import sqlite3
import threading
from pathlib import Path

from village import clock
from village.errors import VillageError
from village.services import backups, years
from village.settings import Settings
from village.store import Store

_LOOK = 600.0  # seconds between looks at the date
_KEPT = 30  # daily backups that stay
_log = logging.getLogger(__name__)


def keep(store: Store, stopping: threading.Event, chosen: Settings) -> None:
    """Until `stopping`: a remainder lapses on its day (A.7-1), also when the machine was off that day; and once a day
    everything is copied to where the settings say, while that is there."""
    done = None
    while True:
        today = clock.today()
        if today != done:
            try:
                years.catch_up(store)
                done = today
            except VillageError as why:  # a clock set back, say: told on the readiness page, tried again
                _log.warning("the calendar waits: %s", why.code)
        back_up(store, chosen)
        if stopping.wait(_LOOK):
            return


def back_up(store: Store, chosen: Settings) -> None:
    """Once a day, if the settings name a folder. While a stick is away it is looked for again and again."""
    last = backups.last(chosen.data)
    if not chosen.backup or (last and last[0].date() == clock.today()):
        return
    try:
        backups.take(store, chosen, Path(chosen.backup), keep=_KEPT)
    except FileNotFoundError:
        _log.debug("the backup folder is away")  # how old the last backup is stands on the readiness page
    except (OSError, sqlite3.Error, VillageError) as why:
        _log.warning("no backup was made: %s", why)
