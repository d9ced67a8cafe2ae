"""Villages with thousands of households and books of a given length."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from village.model.entry import GENESIS, SEALED, Draft, Kind, seal
from village.model.household import Household
from village.model.points import Points
from village.services import villages
from village.store import Store, households

HOUSEHOLDS = 3000
YEARS = range(2020, 2027)
NODE = "yk01"
INSERT = f"INSERT INTO entries ({', '.join(SEALED)}, hash) VALUES ({', '.join('?' * (len(SEALED) + 1))})"


def found(path: Path) -> Store:
    """A village with households, and nothing in its book."""
    store = Store(path, writer=True)
    villages.found(store, node=NODE, name="海印寺村", town="洋口镇")
    with store.transaction():
        for place in range(HOUSEHOLDS):
            households.add(store, _household(place))
    return store


def drafts(count: int, seed: int) -> list[Draft]:
    """Lines as a cadre's form sends them, each for some household, each with a token of its own."""
    dice = random.Random(seed)
    return [
        Draft(
            household_id=dice.randrange(HOUSEHOLDS) + 1,
            kind=Kind.AWARD,
            points=Points(dice.choice((100, 250, 500))),
            period="2026-03",
            occurred_on=date(2026, 3, 3),
            actor="周会计",
            pack="yangkou-2023",
            digest="9f2c" * 16,
            item="P07",
            version="2023-07-01",
            clause="YK-07",
            place="家门口",
            evidence="12",
            source="score",
            token=dice.randbytes(16).hex(),
        )
        for _ in range(count)
    ]


def fill(store: Store, lines: int, *, seed: int = 1) -> None:
    """A book of so many lines, chained as the ledger chains them, written at once: posting them takes an hour."""
    conn = store.db.conn
    conn.execute("PRAGMA cache_size = -300000")
    for start in range(1, lines + 1, 100_000):
        rows = _rows(
            conn.execute("SELECT coalesce(max(hash), '') FROM entries WHERE seq = ?", (start - 1,)).fetchone()[0],
            range(start, min(start + 100_000, lines + 1)),
            lines,
            random.Random(seed + start),
        )
        with store.transaction():
            conn.executemany(INSERT, rows)
        store.checkpoint()
    conn.execute("PRAGMA cache_size = -2000")


def _rows(last: str, numbers: range, lines: int, dice: random.Random) -> Iterator[tuple[object, ...]]:
    """Years pass as the book grows; each household has lines of every year and kind."""
    prev_hash = last or GENESIS
    for seq in numbers:
        year = YEARS[len(YEARS) * (seq - 1) // lines]
        award = dice.random() < 0.8
        values: dict[str, object] = {
            "household_id": dice.randrange(HOUSEHOLDS) + 1,
            "kind": "award" if award else "deduction",
            "points": 250 if award else -200,
            "period": f"{year}-03",
            "occurred_on": f"{year}-03-03",
            "actor": "周会计",
            "pack": "yangkou-2023",
            "digest": "9f2c" * 16,
            "item": "P07" if award else "N08",
            "version": "2023-07-01",
            "option": "",
            "count": 1,
            "clause": "YK-07",
            "member": "",
            "place": "家门口",
            "reason": "",
            "evidence": "12",
            "source": "score",
            "reverses": None,
            "token": f"line-{seq:08d}",
            "node": NODE,
            "seq": seq,
            "recorded_at": f"{year}-03-03T15:30:00+08:00",
            "prev_hash": prev_hash,
        }
        prev_hash = seal(values)
        yield (*(values[name] for name in SEALED), prev_hash)


def _household(place: int) -> Household:
    group = place // 375 + 1
    return Household(
        id=0,
        number=f"{group:02d}-{place % 375 + 1:03d}",
        head="张桂芳",
        group=f"{'一二三四五六七八'[group - 1]}组",
        enrolled=date(2020, 1, 1),
    )
