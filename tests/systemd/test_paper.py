"""The browser that makes papers into PDFs, within what the server's unit allows it."""

from __future__ import annotations

import os
import re
import threading
from pathlib import Path

from admin.prints import pdf

UNIT = (Path(__file__).parents[2] / "systemd/village.service").read_text(encoding="utf-8")
THE_SERVERS_OWN = 64  # two times waitress, the queue, the speech's listeners, the renderer of clips


def threads_below(top: int) -> int:
    """How many threads there are in all processes that descend from this one."""
    parents, threads = {}, {}
    for found in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = found.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile
        number = int(found.parent.name)
        parents[number], threads[number] = int(fields[1]), int(fields[17])
    below, wanted = 0, {top}
    while wanted:
        wanted = {number for number, parent in parents.items() if parent in wanted}
        below += sum(threads[number] for number in wanted)
    return below


def test_the_unit_leaves_room_for_the_browser_beside_the_server() -> None:
    [allowed] = re.findall(r"^TasksMax=(\d+)$", UNIT, re.MULTILINE)
    done = threading.Event()
    counted = [0]

    def count() -> None:
        while not done.wait(0.02):
            counted.append(threads_below(os.getpid()))

    counting = threading.Thread(target=count)
    counting.start()
    try:
        made = pdf.make({"page.html": "<!doctype html><p>公示</p>"})
    finally:
        done.set()
        counting.join()
    assert made.startswith(b"%PDF")
    assert 1 < max(counted) <= int(allowed) - THE_SERVERS_OWN


def test_the_browser_asks_for_nothing_that_the_unit_forbids() -> None:
    """Under a real systemd its zygote died without the flag, and Debian's start script without /proc/cpuinfo."""
    assert "RestrictNamespaces=yes" in UNIT
    assert "MemoryDenyWriteExecute=yes" in UNIT
    assert {"--no-sandbox", "--no-zygote", "--js-flags=--jitless"} <= set(pdf._FLAGS)
    assert not re.search(r"^ProcSubset=pid$", UNIT, re.MULTILINE)
