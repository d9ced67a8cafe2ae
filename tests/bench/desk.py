"""Every list page of the desk, 3,000 households and a year of history, beside a bare Flask page of the same fifty rows.

One waitress answers both; request by request they take turns, so that both meet the same neighbours on the machine.
"""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.parse import urlencode, urlsplit

from tests.bench import bare_lists, busy_village
from tests.bench.desk_lists import LISTS
from tests.bench.table import ROUNDS, Figure, of_rounds, percentile

_REQUESTS = 500  # a page and side, over all rounds
_TARGET = 2.0
_SOON = 1000.0  # ms: up to a second somebody's train of thought is not broken (Miller 1968; Nielsen 1993)
_CSRF = re.compile(r'name="csrf" value="([^"]+)"')
Sides = tuple[list[list[float]], list[list[float]]]
Latencies = dict[str, Sides]


def measure(room: Path, *, quick: bool) -> list[Figure]:
    """The worst list at the 50th and at the 99th percentile, and the slowest page that is no list, in milliseconds; a
    table of all pages goes to the screen."""
    data = busy_village.make(room)
    with bare_lists.serving(data) as address:
        command = [sys.executable, "-m", "tests.bench.desk", address]
        requests = _REQUESTS // 5 if quick else _REQUESTS
        done = subprocess.run([*command, str(requests)], capture_output=True, text=True, timeout=1800, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr)
    taken: Latencies = json.loads(done.stdout)
    found = {name: [_figure(name, *sides, percent) for percent in (50, 99)] for name, sides in taken.items()}
    for name, (middle, late) in sorted(found.items(), key=lambda each: -(each[1][0].value or 0)):
        print(
            f"  {name:16} p50 {middle.found:>6} ({middle.ours} : {middle.bare})"
            f"  p99 {late.found:>6} ({late.ours} : {late.bare})",
            file=sys.stderr,
        )
    lists = [each for name, each in found.items() if not LISTS[name].derives]
    worst = [max((each[place] for each in lists), key=lambda one: one.value or 0) for place in (0, 1)]
    late = {name: _late(sides[0]) for name, sides in taken.items() if LISTS[name].derives}
    slowest = max(late, key=lambda name: median(late[name]))
    what = f"the desk's slowest page that works something out ({slowest}), p99"
    return [*worst, of_rounds(what, late[slowest], _SOON, unit="ms")]


def _late(ours: list[list[float]]) -> list[float]:
    return [percentile(each, 99) * 1000 for each in ours]


def _figure(name: str, ours: list[list[float]], bare: list[list[float]], percent: int) -> Figure:
    mine, theirs = ([percentile(each, percent) for each in side] for side in (ours, bare))
    return of_rounds(
        f"the desk's slowest list ({name}) : bare page, p{percent}",
        [a / b for a, b in zip(mine, theirs, strict=True)],
        _TARGET,
        ours=f"{median(mine) * 1000:.1f} ms",
        bare=f"{median(theirs) * 1000:.1f} ms",
    )


class Cadre:
    """A connection of somebody who has logged in."""

    def __init__(self, address: str) -> None:
        self._wire = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        self._headers: dict[str, str] = {}
        found = _CSRF.search(self.ask("/login").decode())
        assert found
        form = {"csrf": found[1], "login": busy_village.LOGIN, "password": busy_village.PASSWORD}
        self.ask("/login", urlencode(form))

    def ask(self, path: str, body: str | None = None) -> bytes:
        """The answer; its cookie is kept."""
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        self._wire.request("POST" if body else "GET", path, body, self._headers | form)
        answer = self._wire.getresponse()
        said = answer.read()
        assert answer.status == (303 if body else 200), f"{path} answers {answer.status}"
        if cookie := answer.getheader("Set-Cookie"):
            self._headers["Cookie"] = cookie.split(";")[0]
        return said

    def seconds(self, path: str) -> float:
        """How long a page took."""
        begun = perf_counter()
        self.ask(path)
        return perf_counter() - begun


def _main(address: str, requests: int, *names: str) -> None:
    cadre, taken = Cadre(address), Latencies()
    for name in names or LISTS:
        path = LISTS[name].path
        sides: Sides = ([], [])
        assert LISTS[name].holds in cadre.ask(path).decode(), path
        for turn in range(ROUNDS + 1):
            ours, bare = [], []
            for _ in range(requests // ROUNDS):
                ours.append(cadre.seconds(path))
                bare.append(cadre.seconds(f"/bare/{name}"))
            if turn:  # the first warms both sides
                sides[0].append(ours)
                sides[1].append(bare)
        taken[name] = sides
    print(json.dumps(taken))


if __name__ == "__main__":
    _main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
