"""Publishing a month and closing a year for 3,000 households and 100,000 facts, beside the least that would do.

Both read the same file and write as many rows in one transaction. Each round has two fresh copies of the book. The bare
side of a board adds up the month's lines as they stand. That of a closing is given twice: once it derives the year from
its facts in a loop, as one would who keeps no sums; once it has the sums that are kept beside the lines. What it writes
is plain: lines that say as much under the ledger's key, without chain, guards and indexes.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.bench import bare_rules, year_book
from tests.bench.table import ROUNDS, Figure, of_rounds
from village import clock
from village.model.period import Period
from village.services import publications, rulebook, years
from village.store import Store

FACTS = 100_000
Dicts = tuple[bare_rules.Points, bare_rules.Limits]
_JANUARY = datetime(year_book.YEAR + 1, 1, 5, 9)
_DECEMBER = Period.parse(year_book.MONTHS[-1])
_DEEDS = {
    "a month published : its lines added up": "published",
    "a year closed : its facts in a loop": "closed",
    "a year closed : its kept sums": "closed",
}


def measure(room: Path, *, quick: bool) -> list[Figure]:
    """Both deeds in every round, each side on a copy of its own."""
    facts = FACTS // 10 if quick else FACTS
    book = year_book.make(room / "book.db", facts)
    with clock.held(_JANUARY):
        rounds = [_round(book) for _ in range(ROUNDS + 1)][1:]  # the first warms both sides
    return [_figure(what, facts, [each[what] for each in rounds]) for what in rounds[0]]


def _figure(what: str, facts: int, taken: list[tuple[float, float]]) -> Figure:
    ours, bare = (median(each[side] for each in taken) * 1000 for side in (0, 1))
    ratios = [ours / bare for ours, bare in taken]
    return of_rounds(f"{what}, {facts:,} facts", ratios, 5.0, ours=f"{ours:.0f} ms", bare=f"{bare:.0f} ms")


def _round(book: Path) -> dict[str, tuple[float, float]]:
    """Seconds of both sides for each deed; both must find the same."""
    ours, board, closings, dicts = _ours(bare_rules.copy(book, "ours.db"))
    bare, rows, sums = _bare(bare_rules.copy(book, "bare.db"), dicts)
    assert (board, closings) == (rows, sums), "the two sides disagree"
    return {what: (ours[deed], bare[what]) for what, deed in _DEEDS.items()}


def _ours(path: Path) -> tuple[dict[str, float], dict[int, int], dict[int, int], Dicts]:
    store = Store(path, writer=True)
    rulebook.rules_on(store, clock.today())  # the office is open: its rules were read before
    publications.sign(store, period=_DECEMBER, signers=["书记"], actor="周会计")
    published = _seconds(lambda: publications.publish(store, period=_DECEMBER, actor="周会计"))
    (made,) = publications.all_of(store)
    board = {row.household_id: row.points.hundredths for row in publications.board(store, made.id)}
    closed = _seconds(lambda: years.close(store, year_book.YEAR, actor="周会计"))
    closings = dict(store.db.conn.execute("SELECT household_id, points FROM entries WHERE kind = 'closing'"))
    pack = rulebook.rules_on(store, datetime(year_book.YEAR, 12, 31).date())
    store.close()
    return {"published": published, "closed": closed}, board, closings, bare_rules.dicts(pack)


def _bare(path: Path, dicts: Dicts) -> tuple[dict[str, float], dict[int, int], dict[int, int]]:
    conn = bare_rules.writer(path)
    published = _seconds(lambda: bare_rules.publish(conn, _DECEMBER.name))
    board = dict(conn.execute("SELECT household_id, points FROM board"))
    derived = _seconds(lambda: bare_rules.derive(bare_rules.facts(conn, year_book.YEAR), *dicts))
    closed = _seconds(lambda: bare_rules.close(conn, year_book.YEAR))
    closings = dict(conn.execute("SELECT household_id, points FROM closings"))
    conn.close()
    taken = dict(zip(_DEEDS, (published, derived + closed, closed), strict=True))
    return taken, board, closings


def _seconds(deed: Callable[[], object]) -> float:
    gc.collect()
    begun = perf_counter()
    deed()
    return perf_counter() - begun
