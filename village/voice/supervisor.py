"""Keeps the speech worker alive: starts it, notices within three seconds that it died or hangs, starts it again.

Where systemd runs a worker of its own at the same socket, that one is used and left alone.
"""

from __future__ import annotations

import logging
import os
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import village
from village.devices.ears import MODEL
from village.voice.client import Voice, VoiceStatus
from voice_models import ModelMissing, locate

HUNG = 2.0
"""Seconds without an answer after which a worker is taken to hang. No chunk and no sentence takes it as long."""

SOCKET = "VILLAGE_VOICE_SOCKET"
"""The variable that names the socket of a worker that systemd runs; such a one is never started from here."""

_GRACE = 30.0
"""Seconds that a worker may take to load its model, on the slowest machine."""
_LOOK, _ASK_EVERY, _LONGEST_REST = 0.2, 0.5, 5.0

_PREFIX = "village-voice-"

_log = logging.getLogger(__name__)


def on_the_shelf() -> Path | None:
    """The folder of the model that the ears need, or None where it was not fetched yet."""
    try:
        return locate(MODEL)
    except ModelMissing as why:
        _log.warning("%s", why.english)
        return None


class Supervisor:
    """The worker's keeper in the server process. `voice` is the client for its socket.

    `find_model` is asked at every start for the folder of the model. `path` is the socket; by default that of
    systemd's worker (VILLAGE_VOICE_SOCKET), else one of its own in a folder that only this user can enter.
    """

    def __init__(self, find_model: Callable[[], Path | None] = on_the_shelf, path: Path | None = None) -> None:
        self._find_model = find_model
        self._foreign = path is None and SOCKET in os.environ
        self.path = path or Path(os.environ.get(SOCKET) or _private_folder() / "voice.sock")
        self.voice = Voice(self.path)
        self._pulse = Voice(self.path, timeout=HUNG)
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="voice-supervisor", daemon=True)
        self._child: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._failures = 0
        self._answered = False

    @property
    def alive(self) -> bool:
        """Whether the worker is being watched over."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Start the worker, or find the one that is there, and watch over it. Returns at once."""
        if not self._foreign and self._pulse.status().mouth == "away":
            self.path.parent.mkdir(mode=0o700, exist_ok=True)
            with self._lock:
                self._spawn()
        self._thread.start()

    def wait(self, seconds: float = 10.0) -> VoiceStatus:
        """Wait until the worker answers, at most so long, or this is stopped; how it is then."""
        until = time.monotonic() + seconds
        while (status := self._pulse.status()).mouth == "away" and time.monotonic() < until:
            if self._stopping.wait(0.05):
                break
        return status

    def restart(self) -> None:
        """Start the worker anew, as when a model was fetched. One that systemd runs is left alone."""
        with self._lock:
            if self._child is not None:
                self._end()
                self._spawn()

    def stop(self) -> None:
        """End the worker, and clear away its socket."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()
        with self._lock:
            own = self._child is not None
            self._end()
        if own and self.path.parent.name.startswith(_PREFIX):
            with suppress(OSError):
                self.path.parent.rmdir()

    def _watch(self) -> None:
        asked = 0.0
        while not self._stopping.wait(_LOOK):
            ask = not self._answered or time.monotonic() - asked > _ASK_EVERY
            if ask:
                asked = time.monotonic()
            if self._lost(ask):
                with self._lock:
                    if not self._stopping.is_set():
                        _log.warning("the speech worker is gone or hangs; starting it again")
                        self._end(patience=0.0)
                        self._spawn()

    def _lost(self, ask: bool) -> bool:
        """Whether a worker has to be started. One that is gone is seen at once, one that hangs by asking it."""
        child, age = self._child, time.monotonic() - self._started
        if child is not None and child.poll() is not None:
            self._failures = 0 if age > 2 * _LONGEST_REST else self._failures + 1
            self._stopping.wait(min(0.1 * 2**self._failures, _LONGEST_REST) - 0.1)
            return True
        if not ask:
            return False
        if self._pulse.status().mouth != "away":
            self._answered = True
            return False
        return child is not None and (self._answered or age > _GRACE)

    def _spawn(self) -> None:
        model = self._find_model()
        command = [sys.executable, "-m", "village.voice.worker", "--leash", "--socket", str(self.path)]
        root = str(Path(village.__file__).parents[1])
        paths = [root, os.environ["PYTHONPATH"]] if os.environ.get("PYTHONPATH") else [root]
        self._child = subprocess.Popen(
            command + (["--model", str(model)] if model else []),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "MALLOC_ARENA_MAX": "1", "PYTHONPATH": os.pathsep.join(paths)},
            start_new_session=True,  # Ctrl-C is for the server, which then ends the worker itself
        )
        self._started, self._answered = time.monotonic(), False

    def _end(self, patience: float = 1.0) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.terminate()
        try:
            child.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        if child.stdin:
            child.stdin.close()
        self.path.unlink(missing_ok=True)


def _private_folder() -> Path:
    """A name for a new folder, in memory where the machine has such a place for this user."""
    own = os.environ.get("XDG_RUNTIME_DIR", "")
    return Path(own if os.access(own, os.W_OK) else tempfile.gettempdir(), _PREFIX + secrets.token_hex(8))
