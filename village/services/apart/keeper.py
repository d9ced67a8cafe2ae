"""Starts the process, tells how far it is, and ends it: one at a time."""

from __future__ import annotations

import atexit
import logging
import secrets
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import msgspec

from village import clock
from village.errors import VillageError
from village.services.apart import child, orders
from village.services.apart.orders import Amended, Order
from village.services.apart.results import FileTold
from village.services.replay import Outcome

KEPT = 5
"""So many results can be looked at again; older ones are thrown away."""

_log = logging.getLogger(__name__)


class State(StrEnum):
    """How far a rehearsal has got."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"
    LATE = "late"  # it took too long


@dataclass(frozen=True, slots=True)
class Run:
    """One rehearsal; what belongs to it lies in its folder, which only this user can enter."""

    id: str
    order: Order
    by: str
    begun: datetime
    folder: Path
    child: subprocess.Popen[bytes]

    @property
    def state(self) -> State:
        """How far it has got."""
        code = self.child.returncode  # the thread that waits for it writes it down
        if code is None:
            return State.RUNNING
        if code == -signal.SIGALRM:
            return State.LATE
        if code == -signal.SIGTERM:
            return State.STOPPED
        return State.DONE if code == 0 and (self.folder / "result.json").exists() else State.FAILED

    @property
    def percent(self) -> int:
        """How much is done."""
        return self._read("progress.json", int) or 0

    @property
    def failure(self) -> str:
        """Why it could not be done, where that can be said."""
        return self._read("failure.json", str) or ""

    @property
    def files(self) -> list[FileTold]:
        """How the scenarios went; none of a replay, or as long as it runs."""
        ended = self.order.files and self.state is State.DONE
        return self._read("result.json", list[FileTold]) or [] if ended else []

    @property
    def outcome(self) -> Outcome | None:
        """What a replay found; None for scenarios, or as long as it runs."""
        return self._read("result.json", Outcome) if self.order.year and self.state is State.DONE else None

    def stop(self) -> None:
        """End it, and wait until it is gone."""
        if self.child.returncode is None:
            self.child.terminate()
            self.child.wait()

    def _read(self, name: str, kind: type[orders.Found]) -> orders.Found | None:
        try:
            return msgspec.json.decode((self.folder / name).read_bytes(), type=kind)
        except FileNotFoundError:
            return None


class Apart:
    """The rehearsals of this server."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._runs: dict[str, Run] = {}

    def get(self, run_id: str) -> Run:
        """One rehearsal. Raises `rehearsal_unknown`: results do not outlive the server, and only a few are kept."""
        if run_id not in self._runs:
            raise VillageError("rehearsal_unknown")
        return self._runs[run_id]

    def recent(self) -> list[Run]:
        """Those that can be looked at, newest first."""
        return list(self._runs.values())[::-1]

    def rehearse(self, files: Sequence[tuple[str, bytes]], *, by: str) -> Run:
        """Play scenario files, each with its name. Raises `rehearsal_busy`."""
        names = tuple(name for name, _ in files)
        return self._start(Order(files=names), {f"{n}.toml": text for n, (_, text) in enumerate(files)}, by=by)

    def replay(self, database: Path, *, year: int, amended: Amended, files: dict[str, bytes], by: str) -> Run:
        """Replay a year of the book under amended rules; `files` are those of an amended pack ("pack.toml" …).
        Raises `rehearsal_busy`."""
        order = Order(database=str(database), year=year, at=clock.now(), amended=amended)
        return self._start(order, {f"pack/{amended.document}/{name}": text for name, text in files.items()}, by=by)

    def _start(self, order: Order, files: dict[str, bytes], *, by: str) -> Run:
        with self._lock:
            if any(run.state is State.RUNNING for run in self._runs.values()):
                raise VillageError("rehearsal_busy")
            folder = Path(tempfile.mkdtemp(prefix="village-rehearsal-"))
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
            for name, text in files.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(text)
            orders.write(folder, "order.json", order)
            run = Run(
                secrets.token_hex(8),
                order,
                by,
                clock.now(),
                folder,
                child.spawn("village.services.apart.worker", folder),
            )
            self._runs[run.id] = run
            for old in list(self._runs)[:-KEPT]:
                shutil.rmtree(self._runs.pop(old).folder, ignore_errors=True)
        threading.Thread(target=_see_out, args=(run,), name="rehearsal", daemon=True).start()
        return run


def _see_out(run: Run) -> None:
    run.child.wait()
    if run.child.stdin:
        run.child.stdin.close()
    if run.state is State.FAILED and not run.failure:
        told = (run.folder / "told.txt").read_text(encoding="utf-8", errors="replace")
        _log.error("rehearsal %s ended with %s: %s", run.id, run.child.returncode, told[-2000:])
