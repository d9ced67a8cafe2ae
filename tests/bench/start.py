"""From `village serve` to both ports answering, and to ears that hear. Warm: everything was read once before."""

from __future__ import annotations

import shutil
from pathlib import Path
from time import perf_counter

from tests.bench import served
from tests.bench.table import ROUNDS, Figure, of_rounds
from tests.command import program

_WHAT = "start (warm) to both ports answering", "start (warm) to ears that hear"


def measure(room: Path, *, quick: bool) -> list[Figure]:
    """Some starts, each from nothing running."""
    data = served.demo(room)
    _start(data)
    starts = [_start(data) for _ in range(2 if quick else ROUNDS)]
    ports, ears = zip(*starts, strict=True)
    return [of_rounds(_WHAT[0], ports, 5.0, unit="s"), of_rounds(_WHAT[1], ears, 10.0, unit="s")]


def _start(data: Path) -> tuple[float, float]:
    shutil.rmtree(data.parent / "run", ignore_errors=True)
    begun = perf_counter()
    with served.serving(data) as village:
        for address in (village.server.kiosk, village.server.desk):
            status, _ = program.get(address)
            assert status == 200, f"{address} answers {status}"
        ports = perf_counter() - begun
        village.await_ears()
        return ports, perf_counter() - begun
