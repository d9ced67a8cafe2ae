"""A household's balance costs the same in an old book: figures are kept beside the lines, not summed from them."""

from __future__ import annotations

import random
from pathlib import Path
from time import perf_counter

from tests.bench import books
from tests.bench.table import ROUNDS, Figure, of_rounds
from village.services import ledger, verification
from village.store import Store

SMALL, LARGE = 10_000, 1_000_000
_TURN = 100  # balances of one book before it is the other's turn


def measure(room: Path, *, quick: bool) -> list[Figure]:
    """Every household's balance in both books, turn by turn."""
    sizes = {"small": SMALL, "large": LARGE // 10 if quick else LARGE}
    stores = {}
    for name, lines in sizes.items():
        stores[name] = books.found(room / f"{name}.db")
        books.fill(stores[name], lines)
    assert not verification.verify(stores["small"]).fault
    rounds = [_round(stores, seed) for seed in range(ROUNDS)]
    for store in stores.values():
        store.close()
    ours, bare = (min(each[side] for each in rounds) for side in ("large", "small"))
    return [
        of_rounds(
            f"balance at {sizes['large']:,} lines : at {SMALL:,}",
            [each["large"] / each["small"] for each in rounds],
            1.3,
            ours=f"{ours * 1e6:.1f} µs",
            bare=f"{bare * 1e6:.1f} µs",
        )
    ]


def _round(stores: dict[str, Store], seed: int) -> dict[str, float]:
    """Seconds a balance takes in each book."""
    homes = random.Random(seed).sample(range(1, books.HOUSEHOLDS + 1), books.HOUSEHOLDS)
    taken = dict.fromkeys(stores, 0.0)
    for start in range(0, len(homes), _TURN):
        for name, store in stores.items():
            begun = perf_counter()
            for home in homes[start : start + _TURN]:
                ledger.balance(store, home)
            taken[name] += perf_counter() - begun
    return {name: seconds / len(homes) for name, seconds in taken.items()}
