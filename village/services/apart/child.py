"""A process for work that takes long: bounded, polite to whoever stands at a kiosk, gone when the server is."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import village
from village.services.apart import orders

_MEMORY = 1 << 29
_FILE = 1 << 29
_GENTLE = 10  # whoever stands at a kiosk comes first
_TELL_EVERY = 0.3


def spawn(module: str, folder: Path) -> subprocess.Popen[bytes]:
    """Start `python -m module folder`; what it complains of stands in the folder's told.txt."""
    root = str(Path(village.__file__).parents[1])
    paths = [root, os.environ["PYTHONPATH"]] if os.environ.get("PYTHONPATH") else [root]
    with (folder / "told.txt").open("wb") as told:
        return subprocess.Popen(
            [sys.executable, "-m", module, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=told,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            start_new_session=True,  # Ctrl-C is for the server; the process ends when its standard input does
        )


def keep_within(seconds: int) -> None:
    """Bound this process: it ends by itself after so long, when its memory is used up, and when the server is gone."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(seconds)
    limits = ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_FSIZE, _FILE), (resource.RLIMIT_CORE, 0))
    for what, most in limits:
        with suppress(OSError, ValueError):  # systemd's sandbox has limits of its own, and forbids this here
            resource.setrlimit(what, (most, most))
    with suppress(OSError):
        os.nice(_GENTLE)
    with suppress(OSError):  # where memory runs out it is this process that goes, never the server
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    threading.Thread(target=_leash, daemon=True).start()


def progress(folder: Path, part: int, parts: int) -> Callable[[int, int], None]:
    """Says in the folder how far one part of several is, in percent of the whole."""
    last = 0.0

    def tell(done: int, of: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last > _TELL_EVERY:
            last = now
            orders.write(folder, "progress.json", int(100 * (part + done / of) / parts))

    return tell


def _leash() -> None:
    while os.read(0, 1):  # not through sys.stdin: its lock would be held when everything is done
        pass
    os._exit(3)
