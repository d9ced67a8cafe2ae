"""The `village` command as a person starts it: a process of its own, told what to do, asked what it said."""

from __future__ import annotations

import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
VILLAGE = (sys.executable, "-c", "import sys; from village.command import main; sys.exit(main())")
READY = "Ctrl-C stops."
PATIENCE = 60.0  # seconds, when two slow cores are shared; what comes to pass is not waited for any longer


def environment(**more: object) -> dict[str, str]:
    """This one's, with `more`; the command is found from any folder, and makes no clips where Kokoro is."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("VILLAGE_")}
    kept = {name: os.environ[name] for name in ("VILLAGE_MODELS",) if name in os.environ}
    kept |= {"PYTHONPATH": str(ROOT), "VILLAGE_RENDERING": "off"}
    return given | kept | {name: str(value) for name, value in more.items()}


def run(*words: object, **more: object) -> subprocess.CompletedProcess[str]:
    """One command to its end."""
    command = [*VILLAGE, *map(str, words)]
    return subprocess.run(
        command, env=environment(**more), capture_output=True, text=True, timeout=2 * PATIENCE, check=False
    )


def free_port() -> int:
    """A port nobody has at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def get(address: str) -> tuple[int, str]:
    """Status and text of a page."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def children(pid: int) -> list[int]:
    """Processes this one started that still run."""
    found = []
    for thread in Path(f"/proc/{pid}/task").iterdir():
        found += [int(child) for child in (thread / "children").read_text().split()]
    return found


def gone(pid: int, within: float = PATIENCE) -> bool:
    """Whether a process ends within some seconds."""
    until = time.monotonic() + within
    while Path(f"/proc/{pid}").exists():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


@dataclass
class Server:
    """A running `village serve`."""

    process: subprocess.Popen[str]
    data: Path
    kiosk_port: int
    admin_port: int
    greeting: str = ""

    @property
    def kiosk(self) -> str:
        """Address of the kiosk on this machine."""
        return f"http://127.0.0.1:{self.kiosk_port}"

    @property
    def desk(self) -> str:
        """Address of the desk on this machine."""
        return f"http://127.0.0.1:{self.admin_port}"

    def stop(self, number: int = signal.SIGINT) -> int:
        """Ask it to stop, as Ctrl-C does; its exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@contextmanager
def serve(data: Path, **more: object) -> Iterator[Server]:
    """A server that has greeted. Its process is gone afterwards, whatever happens."""
    kiosk_port, admin_port = free_port(), free_port()
    ports = {"VILLAGE_KIOSK_PORT": kiosk_port, "VILLAGE_ADMIN_PORT": admin_port}
    process = subprocess.Popen(
        [*VILLAGE, "serve", "--data", str(data)],
        env=environment(**ports, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=data,
    )
    lines: queue.Queue[str] = queue.Queue()
    reader = threading.Thread(target=_read, args=(process, lines), daemon=True)
    reader.start()
    server = Server(process, data, kiosk_port, admin_port)
    try:
        while READY not in server.greeting:
            line = lines.get(timeout=PATIENCE)
            if not line:
                raise AssertionError(f"the server did not start: {server.greeting}")
            server.greeting += line
        yield server
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(PATIENCE)
        reader.join(PATIENCE)
        assert process.stdout
        process.stdout.close()


def _read(process: subprocess.Popen[str], lines: queue.Queue[str]) -> None:
    assert process.stdout
    for line in process.stdout:
        lines.put(line)
    lines.put("")
