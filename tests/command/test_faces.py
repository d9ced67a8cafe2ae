"""What goes on beside the pages ends with them: nobody reads a village file that is being closed."""

from __future__ import annotations

import threading
from pathlib import Path

from village.command.faces import Faces
from village.settings import Settings
from village.store import Store


def test_a_server_that_is_closed_as_soon_as_it_started_has_nobody_at_work_any_more(village: Path) -> None:
    before = set(threading.enumerate())
    faces = Faces(chosen := Settings(data=village, rendering="off"))
    faces.open(Store(chosen.database, writer=True))
    faces.start()
    assert {"village.command.daily", "village.command.unheard"} <= {thread.name for thread in threading.enumerate()}
    faces.close()
    assert set(threading.enumerate()) <= before  # those of an earlier test may end meanwhile
    assert not list(village.glob("*-wal"))
