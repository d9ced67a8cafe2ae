"""A page as a PDF, by the installed Chromium: a process of its own that sees two files and no network."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from village.errors import VillageError

LIMIT = 120  # seconds; 300 households take a slow machine about ten
_BROWSER = "chromium"
_PAGE, _PDF = "page.html", "page.pdf"
# The server's unit forbids new namespaces and writable code, so the browser has neither a sandbox of its own nor a
# compiler, and starts its processes itself (its zygote would ask for a namespace); the unit is its sandbox, and the
# page's policy lets it run no script at all.
_FLAGS = (
    *("--headless", "--no-sandbox", "--no-zygote", "--js-flags=--jitless", "--disable-gpu", "--disable-dev-shm-usage"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"),
    *("--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer", "--virtual-time-budget=20000"),
)
_one_at_a_time = threading.Lock()  # a small machine has the memory for one


def make(files: Mapping[str, str], *, browser: str = _BROWSER, limit: float = LIMIT) -> bytes:
    """The PDF of `page.html` among `files` (name → text), which lie side by side; `limit` in seconds.

    Raises `chromium_missing` where no such browser is installed, `print_failed` when it does not finish or makes none.
    """
    program = shutil.which(browser)
    if program is None:
        raise VillageError("chromium_missing")
    with _one_at_a_time, tempfile.TemporaryDirectory(prefix="village-print-", ignore_cleanup_errors=True) as folder:
        room = Path(folder)
        for name, text in files.items():
            (room / name).write_text(text, encoding="utf-8")
        _run([program, *_FLAGS, f"--user-data-dir={room / 'profile'}", f"--print-to-pdf={room / _PDF}"], room, limit)
        made = room / _PDF
        if not made.exists():
            raise VillageError("print_failed")
        return made.read_bytes()


def _run(command: list[str], room: Path, limit: float) -> None:
    """Run the browser, and end it with all its children when the time is over."""
    home = {"HOME": str(room), "XDG_CONFIG_HOME": str(room), "XDG_CACHE_HOME": str(room)}
    started = subprocess.Popen(
        [*command, (room / _PAGE).as_uri()],
        env={**os.environ, **home},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        started.wait(limit)
    except subprocess.TimeoutExpired as why:
        raise VillageError("print_failed") from why
    finally:
        with suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)
        started.wait()
