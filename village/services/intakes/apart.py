"""Files are looked over in a process of their own: one may be large, or made to do harm, and the kiosks go on."""

from __future__ import annotations

import atexit
import logging
import secrets
import shutil
import signal
import subprocess
import tempfile
import threading
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

import msgspec

from village import clock
from village.errors import VillageError
from village.model.intake import IntakeKind
from village.services.apart import State, child, orders
from village.services.intakes.lines import Terms
from village.services.intakes.looking import Found

KEPT = 6
"""So many files that were looked over can be taken in; older ones have to be handed in again."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Order:
    """What the process is asked to look over, as of `at`; the file lies beside it."""

    kind: IntakeKind
    database: str
    at: datetime
    terms: Terms


@dataclass(frozen=True)
class Look:
    """A file that is being looked over, or was. `cleared` are the questions about goods that were answered."""

    id: str
    order: Order
    name: str
    cleared: tuple[str, ...]
    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def state(self) -> State:
        """How far it has got."""
        code = self.process.returncode  # the thread that waits for it writes it down
        if code is None:
            return State.RUNNING
        if code == -signal.SIGALRM:
            return State.LATE
        return State.DONE if code == 0 and (self.folder / "result.json").exists() else State.FAILED

    @property
    def percent(self) -> int:
        """How much is done."""
        return int(self._read("progress.json") or 0)

    @property
    def failure(self) -> str:
        """Why the file is not taken, in a sentence; "" where that cannot be said."""
        return str(msgspec.json.decode(self._read("failure.json") or '""'))

    @cached_property
    def found(self) -> Found:
        """What it would bring. Only when the state is DONE."""
        return msgspec.json.decode(self._read("result.json"), type=Found)

    def _read(self, name: str) -> str:
        try:
            return (self.folder / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            return ""


class Looks:
    """The files of this server that were looked over."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, Look] = {}

    def get(self, look_id: str) -> Look:
        """One of them. Raises `intake_gone`: they do not outlive the server, and only a few are kept."""
        if look_id not in self._known:
            raise VillageError("intake_gone")
        return self._known[look_id]

    def begin(
        self,
        database: Path,
        kind: IntakeKind,
        content: bytes,
        *,
        name: str,
        terms: Terms,
        cleared: tuple[str, ...] = (),
    ) -> Look:
        """Look a file over. Raises `intake_busy`."""
        with self._lock:
            if any(one.state is State.RUNNING for one in self._known.values()):
                raise VillageError("intake_busy")
            folder = Path(tempfile.mkdtemp(prefix="village-intake-"))
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
            (folder / "file").write_bytes(content)
            order = Order(kind, str(database), clock.now(), terms)
            orders.write(folder, "order.json", order)
            process = child.spawn("village.services.intakes.worker", folder)
            look = Look(secrets.token_hex(8), order, name, cleared, folder, process)
            self._known[look.id] = look
            for old in list(self._known)[:-KEPT]:
                shutil.rmtree(self._known.pop(old).folder, ignore_errors=True)
        threading.Thread(target=_see_out, args=(look,), name="intake", daemon=True).start()
        return look

    def forget(self, look: Look) -> None:
        """It was taken in."""
        self._known.pop(look.id, None)
        shutil.rmtree(look.folder, ignore_errors=True)


def _see_out(look: Look) -> None:
    look.process.wait()
    if look.process.stdin:
        look.process.stdin.close()
    if look.state is State.FAILED and not look.failure:
        told = (look.folder / "told.txt").read_text(encoding="utf-8", errors="replace")
        _log.error("looking over a table ended with %s: %s", look.process.returncode, told[-2000:])
