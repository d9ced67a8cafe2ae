"""A village of thousands of households with a year of lines that its rules gave: what is recomputed, closed, published.

A quarter of the lines are of items that count once in a month, a quarter or a year, or once a person, in books of
every length alike; one item has a second figure from July on, so that the day of the event decides.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from rules import Pack
from tests import builders
from tests.bench import books
from village import clock
from village.model.entry import GENESIS, SEALED, seal
from village.services import evaluations, items, rulebook

YEAR = 2025
PACK = "yangkou-2023"
MONTHS = tuple(f"{YEAR}-{month:02d}" for month in range(1, 13))
ADOPTED = datetime(2023, 7, 3, 9)
_BASE = 2000  # hundredths, as settings below has it
_MONTHLY = ("P07", "P08", "P09", "P10", "P11")
_YEARLY = (("P04", ""), ("P06", ""), ("P20", ""), ("P21", ""), ("N17", ""), ("N20", "absent"))
_HIGHEST = (("P15", "county"), ("P17", "town"), ("P19", "town"), ("P22", "village"))
_EVENTS = ("P05", "P12", "P13", "P16", "P18", "P23", "P24", "N08", "N10", "N13", "N16")
_MEMBERS = ("", "张桂芳", "张小宝")


class _Fact(NamedTuple):
    day: str
    household: int
    item: str
    option: str
    count: int
    member: str


def make(path: Path, facts: int) -> Path:
    """The file, closed: rules adopted, every household with its base points, `facts` lines of the year."""
    with clock.held(ADOPTED):
        store = books.found(path)
        rulebook.adopt(
            store,
            pack_id=PACK,
            since=ADOPTED.date(),
            settings={"base_points": _BASE // 100, "publication_day": 5},
            actor="周会计",
        )
        held = evaluations.hold(store, on=clock.today(), opinions="该涨", outcome="P12涨到六分", actor="周会计")
        paper = {"approval": builders.RECORD, "note": "半年一议", "evaluation": held.id, "actor": "周会计"}
        items.adopt(store, "P12", since=date(YEAR, 7, 1), points=Decimal(6), **paper)
        pack = rulebook.rules_on(store, clock.today())
    conn = store.db.conn
    conn.execute("PRAGMA cache_size = -300000")
    lines = _lines(pack, facts)
    while True:
        with store.transaction():
            before = conn.total_changes
            conn.executemany(books.INSERT, islice(lines, 100_000))
        store.checkpoint()
        if conn.total_changes == before:
            break
    store.close()
    return path


def _lines(pack: Pack, facts: int) -> Iterator[tuple[object, ...]]:
    """Chained rows: first what every household began with, then the year, day by day."""
    plain = {
        **dict.fromkeys(("item", "version", "option", "member", "place", "reason", "evidence", "source", "token"), ""),
        **{"actor": "周会计", "pack": pack.id, "digest": pack.digest, "count": 1, "reverses": None, "node": books.NODE},
    }
    prev_hash = GENESIS
    for seq, each in enumerate(chain(_grants(), _scores(pack, facts)), 1):
        values = plain | each | {"seq": seq, "prev_hash": prev_hash}
        prev_hash = seal(values)
        yield (*(values[name] for name in SEALED), prev_hash)


def _grants() -> Iterator[dict[str, object]]:
    for household in range(1, books.HOUSEHOLDS + 1):
        yield {
            "household_id": household,
            **{"kind": "base", "points": _BASE, "period": "2023-07", "occurred_on": "2023-07-03", "clause": "YK-11"},
            "recorded_at": "2023-07-03T09:00:00+08:00",
        }


def _scores(pack: Pack, facts: int) -> Iterator[dict[str, object]]:
    dice = random.Random(facts)

    @cache
    def figure(item: str, option: str, day: str) -> tuple[int, str, str]:
        found = pack.item(item)
        version = found.version_on(date.fromisoformat(day))
        assert version
        return version.value(option), version.start.isoformat(), found.clause

    happened = [fact for home in range(books.HOUSEHOLDS) for fact in _life(home, facts, dice)]
    happened.sort(key=lambda fact: fact.day)
    for number, fact in enumerate(happened):
        value, version, clause = figure(fact.item, fact.option, fact.day)
        yield {
            "household_id": fact.household,
            "kind": "award" if value > 0 else "deduction",
            "points": value * fact.count,
            **{"period": fact.day[:7], "occurred_on": fact.day, "recorded_at": f"{fact.day}T17:30:00+08:00"},
            **{"item": fact.item, "option": fact.option, "version": version, "count": fact.count, "clause": clause},
            **{"member": fact.member, "place": "家门口", "evidence": "12", "source": "score"},
            "token": f"fact-{number:08d}",
        }


def _life(home: int, facts: int, dice: random.Random) -> Iterator[_Fact]:
    """What one household did: its share of the facts, a quarter of them limited and none of those twice."""
    share = facts // books.HOUSEHOLDS + (home < facts % books.HOUSEHOLDS)
    limited = [(item, "", "", month) for item in _MONTHLY for month in range(1, 13)]
    limited += [(item, option, "", 0) for item, option in (*_YEARLY, *_HIGHEST)]
    limited += [("P15", "quarterly", "", month) for month in (1, 4, 7, 10)]
    limited += [("P03", "", member, 0) for member in _MEMBERS]
    quarter = share // 4 + (dice.random() < share % 4 / 4)
    for item, option, member, month in dice.sample(limited, min(quarter, len(limited))):
        yield _Fact(_day(dice, month), home + 1, item, option, 1, member)
    for _ in range(share - min(quarter, len(limited))):
        yield _Fact(_day(dice, 0), home + 1, dice.choice(_EVENTS), "", dice.choice((1, 1, 1, 2)), "")


def _day(dice: random.Random, month: int) -> str:
    return f"{YEAR}-{month or dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
