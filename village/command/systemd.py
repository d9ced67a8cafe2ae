"""Talking to systemd: ready, alive, stopping (sd_notify(3)), without a library."""

from __future__ import annotations

import os
import socket
import sqlite3
import threading

from village.store import Store, entries
from village.voice.supervisor import Supervisor


def notify(state: str) -> None:
    """Send one state; nothing happens where systemd did not ask for it."""
    path = os.environ.get("NOTIFY_SOCKET", "")
    if not path:
        return
    address = "\0" + path[1:] if path.startswith("@") else path
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as wire:
        wire.sendto(state.encode(), address)


def watch(store: Store, supervisor: Supervisor, stopping: threading.Event) -> None:
    """While the book can be read and the speech worker's keeper lives, say so at half the watchdog's period."""
    period = int(os.environ.get("WATCHDOG_USEC", "0")) / 2_000_000
    while period and not stopping.wait(period):
        try:
            entries.count(store)
        except sqlite3.Error:
            continue
        if supervisor.alive:
            notify("WATCHDOG=1")
