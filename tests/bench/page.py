"""The kiosk's balance page beside a bare page: four connections, the client in a process of its own.

Both servers run all the time; all four connections ask one of them for a turn, then the other, so that both
meet the same neighbours on the machine.
"""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.parse import urlsplit

from tests.bench import bare_web, served
from tests.bench.table import ROUNDS, Figure, of_rounds, percentile
from tests.bench.visit import Visit

CONNECTIONS = 4
_REQUESTS = 5000  # a side, over all rounds
_TURN = 50  # requests of one connection to one side before the other's turn
Latencies = dict[str, list[list[float]]]


def measure(room: Path, *, quick: bool) -> list[Figure]:
    """Latencies of both pages, as a visitor with a card sees them."""
    data = served.demo(room)
    with served.serving(data) as village, bare_web.serving(data / "village.db") as (bare, _):
        village.await_ears()
        command = [sys.executable, "-m", "tests.bench.page", village.server.kiosk, bare, village.card]
        requests = _REQUESTS // 5 if quick else _REQUESTS
        done = subprocess.run([*command, str(requests)], capture_output=True, text=True, timeout=900, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr)
        taken: Latencies = json.loads(done.stdout)
    return [_figure(taken, percent) for percent in (50, 99)]


def _figure(taken: Latencies, percent: int) -> Figure:
    ours, bare = ([percentile(each, percent) for each in taken[side]] for side in ("kiosk", "bare"))
    return of_rounds(
        f"kiosk's balance page : bare page, p{percent}",
        [a / b for a, b in zip(ours, bare, strict=True)],
        2.0,
        ours=f"{median(ours) * 1000:.1f} ms",
        bare=f"{median(bare) * 1000:.1f} ms",
    )


class Visitor:
    """One connection to each side, with a visit at the kiosk."""

    def __init__(self, kiosk: str, bare: str, card: str) -> None:
        self._visit = Visit(kiosk, card)
        self._bare = http.client.HTTPConnection(urlsplit(bare).netloc, timeout=30)

    def turn(self, side: str, count: int) -> list[float]:
        """Seconds of each of so many requests."""
        ours = side == "kiosk"
        wire, path = (self._visit.wire, "/balance") if ours else (self._bare, "/")
        taken = []
        for _ in range(count):
            begun = perf_counter()
            wire.request("GET", path, headers=self._visit.headers if ours else {})
            answer = wire.getresponse()
            text = answer.read()
            taken.append(perf_counter() - begun)
            assert (answer.status, len(text) > 50) == (200, True), text
        return taken


def _round(visitors: list[Visitor], requests: int) -> dict[str, list[float]]:
    """Turn by turn, all connections at once at the same side."""
    taken: dict[str, list[float]] = {"kiosk": [], "bare": []}
    meet = threading.Barrier(len(visitors))

    def visit(visitor: Visitor) -> None:
        for _ in range(requests // (CONNECTIONS * _TURN)):
            for side, list_of in taken.items():
                meet.wait(60)
                list_of.extend(visitor.turn(side, _TURN))

    threads = [threading.Thread(target=visit, args=(visitor,)) for visitor in visitors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(len(each) == requests for each in taken.values()), "a connection broke"
    return taken


def _main(kiosk: str, bare: str, card: str, requests: int) -> None:
    visitors = [Visitor(kiosk, bare, card) for _ in range(CONNECTIONS)]
    _round(visitors, CONNECTIONS * _TURN)
    rounds = [_round(visitors, requests // ROUNDS) for _ in range(ROUNDS)]
    print(json.dumps({side: [each[side] for each in rounds] for side in ("kiosk", "bare")}))


if __name__ == "__main__":
    _main(*sys.argv[1:4], int(sys.argv[4]))  # type: ignore[call-arg, arg-type]
