"""The studio: has what the kiosk says rendered as clips while nobody is at it, and keeps their shelf in order.

Rendering is done by a process of its own, in a python of its own (`village.devices.kokoro`), one clip after the other.
It is killed the moment somebody touches the kiosk, and begins again where it was once the kiosk has been quiet for a
while: a clip that was begun is simply begun again.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import village
from village.devices import clip, kokoro
from village.language import phrase
from village.services import recordings
from village.store import Store, acts
from village.voice import script
from village.voice.clips import RENDERED, Clips, name_of
from village.voice.script import Kind, Line
from voice_models import ModelMissing, environment, locate, manifest

QUIET = 60.0
"""Seconds without a touch after which nobody is at the kiosk: half of what ends a visit."""

_LOOK, _WAIT, _REST = 1.0, 30.0, 600.0
"""Seconds between looks at the book, at what there is to render, and after a renderer that failed."""

RUN = 60
"""Clips of one process, which keeps what its longest sentences needed: 1.2 GB were seen after some hundred."""

Command = Callable[[], Sequence[str] | None]
_log = logging.getLogger(__name__)


def renderer() -> list[str] | None:
    """How the renderer is started; None where the model or the python that it runs with was not fetched."""
    try:
        model = locate("kokoro")
    except ModelMissing:
        return None
    python = environment.python_of(manifest.named("kokoro"), model)
    return [str(python), "-m", "village.devices.kokoro", str(model)] if python else None


def nobody() -> None:
    """Where nothing is to be rendered."""


class Renderer:
    """One run of the renderer. `stop` ends it at once, from any thread."""

    def __init__(self, command: Sequence[str]) -> None:
        self.stopped = False
        self._child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(village.__file__).parents[1]), "OMP_NUM_THREADS": "1"},
            start_new_session=True,  # Ctrl-C is for whoever started it
        )

    def render(self, lines: Iterable[Line], folder: Path) -> Iterator[tuple[Line, str]]:
        """Each line with "" once its clip is there, or with what is wrong; it ends when the process does."""
        told, answers = self._child.stdin, self._child.stdout
        assert told is not None
        assert answers is not None
        with suppress(BrokenPipeError):
            for line in lines:
                wanted = {
                    "text": line.text + ("。" if line.ends else "，"),
                    "voice": kokoro.VOICE,
                    "path": str(clip.place(folder, RENDERED, line.text)),
                }
                told.write(json.dumps(wanted, ensure_ascii=False) + "\n")
                told.flush()
                answer = answers.readline()
                if not answer:
                    return
                yield line, answer.strip()

    def stop(self) -> None:
        """Kill it."""
        self.stopped = True
        self._child.kill()

    def end(self) -> None:
        """Wait for its end, which it comes to when nothing more is asked."""
        with suppress(BrokenPipeError):
            self._child.communicate()


def missing(lines: Iterable[Line], folder: Path) -> list[Line]:
    """Those that have no rendered clip yet."""
    clips = Clips(folder)
    return [line for line in lines if not clips.has(line.text)]


def tidy(store: Store, folder: Path) -> None:
    """Take away what nobody is called any more: clips of names of households that are gone, rendered or recorded."""
    lines = script.of(store)
    names = {line.text for line in lines if line.kind is Kind.NAME}
    recordings.part_with(store, names, folder=folder, actor=phrase("voice.machine").shown)
    wanted = {name_of(line.text) for line in lines}
    for path in (folder / RENDERED).glob("*"):  # also what a killed renderer had begun
        if path.name not in wanted:
            path.unlink(missing_ok=True)


class Studio:
    """Beside the server: `touched` whenever somebody does anything at the kiosk."""

    def __init__(self, store: Store, folder: Path, command: Command = renderer, quiet: float = QUIET) -> None:
        self._store, self._folder, self._command, self._quiet = store, folder, command, quiet
        self._touched = time.monotonic()
        self._stopping = threading.Event()
        self._running: Renderer | None = None
        self._thread = threading.Thread(target=self._keep, name="studio", daemon=True)
        self._unsayable: set[str] = set()

    def start(self) -> None:
        """Begin to look after the clips."""
        self._thread.start()

    def touched(self) -> None:
        """Somebody is there: nothing is rendered now."""
        self._touched = time.monotonic()
        running = self._running
        if running is not None:
            running.stop()

    def stop(self) -> None:
        """End it, and what it started."""
        self._stopping.set()
        self.touched()
        if self._thread.is_alive():
            self._thread.join()

    @property
    def rendering(self) -> bool:
        """Whether a renderer runs just now."""
        return self._running is not None

    def _keep(self) -> None:
        seen, rest = -1, 0.0
        while not self._stopping.wait(min(_LOOK, self._quiet)):
            latest = acts.last_id(self._store)
            if latest != seen:
                tidy(self._store, self._folder)
                seen = acts.last_id(self._store)
            if time.monotonic() - self._touched >= self._quiet and time.monotonic() >= rest:
                rest = time.monotonic() + self._work()

    def _work(self) -> float:
        """Render until all is there, or somebody comes, or something was done in the village; how long to rest."""
        tidy(self._store, self._folder)
        command = self._command()
        lines = missing(script.of(self._store), self._folder) if command else []
        wanted = [line for line in lines if line.text not in self._unsayable]
        if not command or not wanted:
            return _WAIT
        self._running = running = Renderer(command)
        try:
            if time.monotonic() - self._touched < self._quiet or self._stopping.is_set():
                running.stop()
            before, done = acts.last_id(self._store), 0
            for line, wrong in running.render(wanted[:RUN], self._folder):
                done += 1
                if wrong:
                    _log.warning("%s cannot be rendered: %s", line.text, wrong)
                    self._unsayable.add(line.text)
                if acts.last_id(self._store) != before:
                    break
            return 0.0 if done or running.stopped else _REST
        finally:
            self._running = None
            running.end()
