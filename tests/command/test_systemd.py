"""What systemd is told: ready once, alive while it is well, stopping at the end."""

from __future__ import annotations

import socket
import tempfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.command.program import PATIENCE, free_port, serve
from village.command import systemd

PERIOD = 400_000  # microseconds


@pytest.fixture
def manager() -> Iterator[tuple[socket.socket, str]]:
    """The socket systemd listens at, and its address."""
    with (
        tempfile.TemporaryDirectory(prefix="notify-") as folder,
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as at,
    ):
        path = str(Path(folder, "notify"))
        at.bind(path)
        at.settimeout(PATIENCE)
        yield at, path


def test_a_server_says_ready_then_alive_again_and_again_then_stopping(
    village: Path, manager: tuple[socket.socket, str]
) -> None:
    at, path = manager
    with serve(village, NOTIFY_SOCKET=path, WATCHDOG_USEC=PERIOD) as server:
        assert at.recv(100) == b"READY=1"
        assert [at.recv(100) for _ in range(3)] == [b"WATCHDOG=1"] * 3
        assert server.stop() == 0
        last = at.recv(100)
        while last == b"WATCHDOG=1":
            last = at.recv(100)
        assert last == b"STOPPING=1"


def test_an_address_in_the_abstract_space_is_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"village-test-{free_port()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as at:
        at.bind(f"\0{name}")
        at.settimeout(PATIENCE)
        monkeypatch.setenv("NOTIFY_SOCKET", f"@{name}")
        systemd.notify("READY=1")
        assert at.recv(100) == b"READY=1"


def test_while_it_is_not_well_it_keeps_silent(
    manager: tuple[socket.socket, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at, path = manager
    monkeypatch.setenv("NOTIFY_SOCKET", path)
    monkeypatch.setenv("WATCHDOG_USEC", "20000")
    stopping, asked = threading.Event(), threading.Semaphore(0)
    answers = iter([False, False, False, True])

    def well() -> bool:
        asked.release()
        return next(answers, True)

    watch = threading.Thread(target=systemd.watch, args=(well, stopping))
    watch.start()
    assert at.recv(100) == b"WATCHDOG=1"
    stopping.set()
    watch.join(PATIENCE)
    for _ in range(4):
        assert asked.acquire(blocking=False)


def test_a_server_whose_faces_fail_or_are_gone_is_not_well() -> None:
    class Failing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(500)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Quiet."""

    with HTTPServer(("127.0.0.1", 0), Failing) as failing:
        threading.Thread(target=failing.handle_request, daemon=True).start()
        assert not systemd.answers(failing.server_port)
    assert not systemd.answers(free_port())
