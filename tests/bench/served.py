"""The product as a village runs it: `village serve` in processes of its own, before a demo village."""

from __future__ import annotations

import shutil
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.command import program
from village.voice.client import Voice


@dataclass(frozen=True, slots=True)
class Village:
    """A running village: its server, a client of its speech worker, a card of its first household."""

    server: program.Server
    voice: Voice
    card: str

    def await_ears(self, seconds: float = 30.0) -> None:
        """Come back when the ears are ready."""
        until = time.monotonic() + seconds
        while self.voice.status().ears != "ready":
            if time.monotonic() > until:
                raise RuntimeError("the ears did not get ready; is the speech model there? (village models fetch)")
            time.sleep(0.02)


def demo(room: Path) -> Path:
    """A copy of the demo village, which is made once a run."""
    made = room.parent / "demo"
    if not made.exists():
        done = program.run("demo", "--data", made)
        if done.returncode:
            raise RuntimeError(done.stderr)
        (made / "settings.toml").unlink()  # it opens the village to the office's network
    return Path(shutil.copytree(made, room / "data"))


@contextmanager
def serving(data: Path) -> Iterator[Village]:
    """The village, until the end of the `with`. Greeted, its ears perhaps not ready yet."""
    runtime = data.parent / "run"
    runtime.mkdir(exist_ok=True)
    paths = f"{program.ROOT}:{_without_numpy(data.parent)}"
    with program.serve(data, XDG_RUNTIME_DIR=runtime, PYTHONPATH=paths) as server:
        until = time.monotonic() + program.PATIENCE
        while not (sockets := list(runtime.glob("village-voice-*/voice.sock"))):
            if time.monotonic() > until:
                raise RuntimeError("no speech worker came up")
            time.sleep(0.01)
        card = tomllib.loads((data / "demo.toml").read_text("utf-8"))["card"]
        yield Village(server, Voice(sockets[0]), card)


def _without_numpy(room: Path) -> Path:
    """A folder that hides numpy: a tool of the tests, which sqlite-utils loads where it is there; no village has it."""
    folder = room / "hidden"
    folder.mkdir(exist_ok=True)
    for name in ("numpy", "pandas"):
        (folder / f"{name}.py").write_text("raise ImportError\n", encoding="utf-8")
    return folder
