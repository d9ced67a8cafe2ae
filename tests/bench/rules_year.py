"""A year's points derived again, beside a bare loop over the same rows: the ratio, and time per fact as books grow.

`village verify --points` does it for every year. Neither side writes: to be told of a difference is all that is asked.
Nothing waits in it, so what is counted is the processor's time: what the neighbours on the machine do is left out.
"""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

from tests.bench import bare_rules, year_book
from tests.bench.table import ROUNDS, Figure, of_rounds
from village.services import recomputation, rulebook
from village.store import Store

FACTS = 100_000
SIZES = (10_000, FACTS, 1_000_000)
Turn = tuple[float, float]  # seconds a fact: ours, the bare side


def measure(room: Path, *, quick: bool) -> list[Figure]:
    """Every book in every round, ours and the bare side in turn."""
    sizes = SIZES[:2] if quick else SIZES
    books = [Book(year_book.make(room / f"{facts}.db", facts), facts) for facts in sizes]
    rounds = [{book.facts: book.turn() for book in books} for _ in range(ROUNDS)]
    for book in books:
        book.close()
    ours, bare = (median(each[FACTS][side] for each in rounds) for side in (0, 1))
    return [
        of_rounds(
            f"a year of {FACTS:,} facts derived again : bare loop",
            [each[FACTS][0] / each[FACTS][1] for each in rounds],
            5.0,
            ours=f"{ours * FACTS * 1000:.0f} ms",
            bare=f"{bare * FACTS * 1000:.0f} ms",
        ),
        _growth(rounds, sizes),
    ]


def _growth(rounds: list[dict[int, Turn]], sizes: tuple[int, ...]) -> Figure:
    """How far the time of one fact is from that at 100,000, at the size where it is furthest."""
    times = [[median(each[size][side] for each in rounds) * 1e6 for size in sizes] for side in (0, 1)]
    ours, bare = (" · ".join(f"{each:.2f}" for each in side) + " µs" for side in times)
    ratios = {size: [each[size][0] / each[FACTS][0] for each in rounds] for size in sizes}
    furthest = max(ratios.values(), key=lambda each: abs(median(each) - 1))
    what = f"time per fact at {' · '.join(f'{size:,}' for size in sizes)}: off by"
    off = [round(each - 1, 4) for each in furthest]
    return Figure(what, abs(median(off)), 0.25, ours=ours, bare=bare, rounds=off)


class Book:
    """A book opened by both sides, which were seen to find the same in it."""

    def __init__(self, path: Path, facts: int) -> None:
        self.facts = facts
        self._store = Store(path)
        self._bare = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
        ((digest,),) = self._bare.execute("SELECT DISTINCT digest FROM entries")
        pack = rulebook.edition(self._store, digest)
        assert pack
        self._dicts = bare_rules.dicts(pack)
        found = self._ours()
        assert (found.lines, found.differences) == (facts, ())
        assert found.points == self._loop(), "the two sides disagree"

    def turn(self) -> Turn:
        """Each side until it has seen 100,000 facts, or all of a longer book once."""
        runs = max(1, FACTS // self.facts)
        taken = [(_seconds(self._ours), _seconds(self._loop)) for _ in range(runs)]
        ours, bare = (sum(side) / runs / self.facts for side in zip(*taken, strict=True))
        return ours, bare

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()
        self._bare.close()

    def _ours(self) -> recomputation.Recomputation:
        return recomputation.recompute(self._store, year_book.YEAR)

    def _loop(self) -> dict[int, int]:
        return bare_rules.derive(bare_rules.facts(self._bare, year_book.YEAR), *self._dicts)


def _seconds(deed: Callable[[], object]) -> float:
    gc.collect()
    begun = process_time()
    deed()
    return process_time() - begun
