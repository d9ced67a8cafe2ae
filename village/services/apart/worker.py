"""The process: python -m village.services.apart.worker FOLDER. Reads its order there, and leaves what it found."""

from __future__ import annotations

import os
import resource
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import msgspec

import rules
from village.errors import VillageError
from village.services import refusals
from village.services.apart import orders, results
from village.services.apart.orders import Order
from village.services.rehearsal import Malformed, rehearse
from village.services.replay import replay
from village.store import Store

SECONDS = {"scenarios": 120, "replay": 900}
"""After so long it ends by itself."""
_MEMORY = 1 << 29
_FILE = 1 << 29
_GENTLE = 10  # whoever stands at a kiosk comes first
_TELL_EVERY = 0.3


def main() -> None:
    """Do what the order says; ends when standard input does, which means that the server is gone."""
    folder = Path(sys.argv[1])
    order = msgspec.json.decode((folder / "order.json").read_bytes(), type=Order)
    _keep_within("scenarios" if order.files else "replay")
    threading.Thread(target=_leash, daemon=True).start()
    tempfile.tempdir = str(folder)
    try:
        _rehearse(order, folder) if order.files else _replay(order, folder)
    except VillageError as why:
        orders.write(folder, "failure.json", refusals.sentence(why))
    except rules.PackError as why:
        orders.write(folder, "failure.json", str(why))


def _rehearse(order: Order, folder: Path) -> None:
    found = []
    for number, name in enumerate(order.files):
        tell = _progress(folder, number, len(order.files))
        try:
            found.append(results.told(name, rehearse(folder / f"{number}.toml", told=tell)))
        except Malformed as why:
            found.append(results.not_understood(name, why))
    orders.write(folder, "result.json", found)


def _replay(order: Order, folder: Path) -> None:
    trial = order.amended.trial(folder)
    with tempfile.TemporaryDirectory() as books, closing(Store(Path(order.database))) as real:
        outcome = replay(
            real, year=order.year, trial=trial, at=order.at, folder=Path(books), progress=_progress(folder, 0, 1)
        )
    orders.write(folder, "result.json", outcome)


def _progress(folder: Path, part: int, parts: int) -> Callable[[int, int], None]:
    last = 0.0

    def tell(done: int, of: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last > _TELL_EVERY:
            last = now
            orders.write(folder, "progress.json", int(100 * (part + done / of) / parts))

    return tell


def _keep_within(kind: str) -> None:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(SECONDS[kind])
    limits = ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_FSIZE, _FILE), (resource.RLIMIT_CORE, 0))
    for what, most in limits:
        with suppress(OSError, ValueError):  # systemd's sandbox has limits of its own, and forbids this here
            resource.setrlimit(what, (most, most))
    with suppress(OSError):
        os.nice(_GENTLE)
    with suppress(OSError):  # where memory runs out it is this process that goes, never the server
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def _leash() -> None:
    while os.read(0, 1):  # not through sys.stdin: its lock would be held when everything is done
        pass
    os._exit(3)


if __name__ == "__main__":
    main()
