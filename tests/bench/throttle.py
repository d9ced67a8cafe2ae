"""A third of a core for one process: what a machine of the office may have left for it."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_QUOTA, _PERIOD = 3000, 9000  # µs; short, so that even a few milliseconds of work are slowed
_V1, _V2 = Path("/sys/fs/cgroup/cpu"), Path("/sys/fs/cgroup")
_NAME = f"village-bench-{os.getpid()}"


def means() -> str:
    """How a process is held on this machine."""
    if os.access(_V1 / "cpu.cfs_quota_us", os.F_OK) or os.access(_V1 / "cgroup.procs", os.W_OK):
        return "cgroup v1"
    controllers = _V2 / "cgroup.subtree_control"
    if os.access(controllers, os.W_OK) and "cpu" in controllers.read_text().split():
        return "cgroup v2"
    return "stop and go"


@contextmanager
def third_of_a_core(pid: int) -> Iterator[None]:
    """Hold a process, and let it go at the end of the `with`."""
    ways = {"cgroup v1": _in_v1, "cgroup v2": _in_v2, "stop and go": _stop_and_go}
    with ways[means()](pid):
        yield


@contextmanager
def _in_v1(pid: int) -> Iterator[None]:
    # A quota of its own must fit the one above it: the group is made where the process is already.
    home = _V1 / _path_of(pid, "cpu").lstrip("/")
    with _group(home, pid) as group:
        (group / "cpu.cfs_period_us").write_text(str(_PERIOD))
        (group / "cpu.cfs_quota_us").write_text(str(_QUOTA))
        yield


@contextmanager
def _in_v2(pid: int) -> Iterator[None]:
    with _group(_V2, pid, home=_V2 / _path_of(pid, "").lstrip("/")) as group:
        (group / "cpu.max").write_text(f"{_QUOTA} {_PERIOD}")
        yield


@contextmanager
def _group(parent: Path, pid: int, home: Path | None = None) -> Iterator[Path]:
    group = parent / _NAME
    group.mkdir()
    try:
        (group / "cgroup.procs").write_text(str(pid))
        yield group
    finally:
        if Path(f"/proc/{pid}").exists():
            ((home or parent) / "cgroup.procs").write_text(str(pid))
        for _ in range(50):
            try:
                group.rmdir()
                break
            except OSError:
                time.sleep(0.02)


def _path_of(pid: int, controller: str) -> str:
    for line in Path(f"/proc/{pid}/cgroup").read_text().splitlines():
        _, controllers, path = line.split(":", 2)
        if controller in controllers.split(","):
            return path
    return "/"


@contextmanager
def _stop_and_go(pid: int) -> Iterator[None]:
    done = threading.Event()

    def hold() -> None:
        while not done.is_set():
            begun = time.perf_counter()
            done.wait(_QUOTA / 1e6)
            ran = time.perf_counter() - begun  # a wait is longer than it was asked to be
            os.kill(pid, signal.SIGSTOP)
            done.wait(ran * (_PERIOD / _QUOTA - 1))
            os.kill(pid, signal.SIGCONT)

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        os.kill(pid, signal.SIGCONT)
