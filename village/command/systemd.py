"""Talking to systemd: ready, alive, stopping (sd_notify(3)), without a library."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable

_PATIENCE = 5.0  # seconds


def notify(state: str) -> None:
    """Send one state; nothing happens where systemd did not ask for it."""
    path = os.environ.get("NOTIFY_SOCKET", "")
    if not path:
        return
    address = "\0" + path[1:] if path.startswith("@") else path
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as wire:
        wire.sendto(state.encode(), address)


def watch(well: Callable[[], bool], stopping: threading.Event) -> None:
    """While `well` says so, tell systemd at half the watchdog's period; silent where none is set."""
    period = int(os.environ.get("WATCHDOG_USEC", "0")) / 2_000_000
    while period and not stopping.wait(period):
        if well():
            notify("WATCHDOG=1")


def answers(port: int) -> bool:
    """Whether this machine's own server answers /health: its threads are not stuck, and the book can be read."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE) as wire:
            wire.sendall(b"GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n")
            return wire.recv(64).split()[1:2] == [b"200"]
    except OSError:
        return False
