"""Work in a process of its own, one piece at a time: how far it is, what it left in its folder, its end."""

from __future__ import annotations

import atexit
import logging
import secrets
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from village.errors import VillageError
from village.services.apart import child, orders

_log = logging.getLogger(__name__)


class State(StrEnum):
    """How far a piece of work has got."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"
    LATE = "late"  # it took too long


@dataclass(frozen=True)
class Job:
    """One piece of work; what belongs to it lies in its folder, which only this user can enter."""

    id: str
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
        return self.left("progress.json", int) or 0

    @property
    def failure(self) -> str:
        """Why it could not be done, in a sentence; "" where that cannot be said."""
        return self.left("failure.json", str) or ""

    def left(self, name: str, kind: type[orders.Found]) -> orders.Found | None:
        """What it left in its folder under this name; None where it left nothing."""
        try:
            return msgspec.json.decode((self.folder / name).read_bytes(), type=kind)
        except FileNotFoundError:
            return None

    def stop(self) -> None:
        """End it, and wait until it is gone."""
        if self.child.returncode is None:
            self.child.terminate()
            self.child.wait()


AnyJob = TypeVar("AnyJob", bound=Job)


class Jobs(Generic[AnyJob]):
    """The work of one sort that this server began: `module` does it, `name` is what it is called, `kept` results can
    be looked at again. They do not outlive the server. `busy` and `gone` are the codes of its errors."""

    def __init__(self, module: str, *, name: str, kept: int, busy: str, gone: str) -> None:
        self._module, self._name, self._kept, self._busy, self._gone = module, name, kept, busy, gone
        self._lock = threading.Lock()
        self._known: dict[str, AnyJob] = {}

    def get(self, job_id: str) -> AnyJob:
        """One of them. Raises VillageError(`gone`)."""
        if job_id not in self._known:
            raise VillageError(self._gone)
        return self._known[job_id]

    def recent(self) -> list[AnyJob]:
        """Those that can be looked at, newest first."""
        return list(self._known.values())[::-1]

    def forget(self, job: AnyJob) -> None:
        """Nobody needs it any more."""
        self._known.pop(job.id, None)
        shutil.rmtree(job.folder, ignore_errors=True)

    def start(self, order: object, files: Mapping[str, bytes], make: Callable[[Job], AnyJob]) -> AnyJob:
        """Have an order done, its files beside it. Raises VillageError(`busy`) as long as another is being done."""
        with self._lock:
            if any(job.state is State.RUNNING for job in self._known.values()):
                raise VillageError(self._busy)
            folder = Path(tempfile.mkdtemp(prefix=f"village-{self._name}-"))
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
            for name, content in files.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(content)
            orders.write(folder, "order.json", order)
            job = make(Job(secrets.token_hex(8), folder, child.spawn(self._module, folder)))
            self._known[job.id] = job
            for old in list(self._known.values())[: -self._kept]:
                self.forget(old)
        threading.Thread(target=self._see_out, args=(job,), name=self._name, daemon=True).start()
        return job

    def _see_out(self, job: AnyJob) -> None:
        job.child.wait()
        if job.child.stdin:
            job.child.stdin.close()
        if job.state is State.FAILED and not job.failure:
            told = (job.folder / "told.txt").read_text(encoding="utf-8", errors="replace")
            _log.error("%s %s ended with %s: %s", self._name, job.id, job.child.returncode, told[-2000:])
