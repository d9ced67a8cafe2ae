"""`ledger.post` beside one raw INSERT of the same bytes: same pragmas, same checkpoints, one thread, turn by turn.

The raw side is a table of the same columns with the same key, and nothing else: no chain, no token, no figures,
no act, no guard. A slow card is strace's doing: every fdatasync begins 4.2 ms late, as on a Pi 5's microSD.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.bench import books
from tests.bench.table import ROUNDS, Figure, of_rounds
from village.model.entry import Draft, Entry
from village.services import ledger
from village.store import Store

_TURN = 50  # lines of one side before it is the other's turn
_CHECKPOINT = 1000  # as village.store.store has it
_DELAY = 4200  # µs


class Raw:
    """The bare alternative."""

    def __init__(self, path: Path, store: Store) -> None:
        self._conn = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "wal_autocheckpoint = 0"):
            self._conn.execute(f"PRAGMA {pragma}")
        columns = [(name, kind) for _, name, kind, *_ in store.db.conn.execute("PRAGMA table_info(entries)")]
        listed = ", ".join(f"{name} {kind}" for name, kind in columns)
        self._conn.execute(f"CREATE TABLE IF NOT EXISTS lines ({listed}, PRIMARY KEY (node, seq)) STRICT")
        self._insert = f"INSERT INTO lines VALUES ({', '.join('?' * len(columns))})"
        self._seq = [name for name, _ in columns].index("seq")
        self._commits = 0

    def write(self, row: list[object]) -> None:
        """One row, one commit."""
        row[self._seq] = self._commits + 1
        self._conn.execute("BEGIN IMMEDIATE")
        self._conn.execute(self._insert, row)
        self._conn.execute("COMMIT")
        self._commits += 1
        if self._commits % _CHECKPOINT == 0:
            self._conn.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def close(self) -> None:
        """Let go of the file."""
        self._conn.close()


def measure(room: Path, *, quick: bool) -> list[Figure]:
    """Natively, with slow syncs, and how many syncs a line takes."""
    lines, slow = (300, 100) if quick else (4000, 200)
    taken = _rounds(room, lines)
    (room / "slow").mkdir()
    trace = room / "trace"
    late = _under_strace(room / "slow", trace, slow)
    return [
        _rate("lines posted : raw inserts", taken, 0.5),
        _rate("the same on a slow card (sync + 4.2 ms)", late, 0.9),
        Figure("syncs a line (checkpoints aside)", _syncs(trace.read_text()) / slow, 1.0, "calls"),
    ]


def _rounds(room: Path, lines: int) -> list[tuple[float, float]]:
    """(seconds a line, seconds a raw insert) of each round."""
    store = books.found(room / "village.db")
    store.checkpoint()
    drafts = books.drafts((ROUNDS + 1) * lines, seed=7)
    raw = Raw(room / "raw.db", store)
    row = _row(store, ledger.post(store, drafts.pop()))
    _turns(store, raw, row, drafts[:lines])  # both logs have their length, both caches are warm
    rounds = [_turns(store, raw, row, drafts[n * lines : (n + 1) * lines]) for n in range(1, ROUNDS + 1)]
    raw.close()
    store.close()
    return rounds


def _turns(store: Store, raw: Raw, row: list[object], drafts: list[Draft]) -> tuple[float, float]:
    ours = bare = 0.0
    for start in range(0, len(drafts), _TURN):
        turn = drafts[start : start + _TURN]
        begun = perf_counter()
        for draft in turn:
            ledger.post(store, draft)
        between = perf_counter()
        for _ in turn:
            raw.write(row)
        ours, bare = ours + between - begun, bare + perf_counter() - between
    return ours / len(drafts), bare / len(drafts)


def _row(store: Store, entry: Entry) -> list[object]:
    return list(store.db.conn.execute("SELECT * FROM entries WHERE seq = ?", (entry.seq,)).fetchone())


def _rate(what: str, rounds: list[tuple[float, float]], target: float) -> Figure:
    ours, bare = (1 / median(each[side] for each in rounds) for side in (0, 1))
    ratios = [raw / post for post, raw in rounds]
    return of_rounds(what, ratios, target, at_least=True, ours=f"{ours:.0f} a second", bare=f"{bare:.0f} a second")


def _under_strace(room: Path, trace: Path, lines: int) -> list[tuple[float, float]]:
    """The same rounds in a process whose syncs are late, and counted between two marks."""
    command = ["strace", "-f", "--seccomp-bpf", "-y", "-qq", "-o", str(trace), "-e", "trace=fdatasync,fsync"]
    command += ["-e", f"inject=fdatasync,fsync:delay_enter={_DELAY}"]
    command += [sys.executable, "-m", "tests.bench.ledger", str(room), str(lines)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode:
        raise RuntimeError(f"strace or what it ran failed: {done.stderr[-2000:]}")
    return [tuple(each) for each in json.loads(done.stdout)]


def _syncs(trace: str) -> int:
    """Syncs of the village's log between the marks."""
    _, counted, _ = re.split(r".*/mark>.*\n", trace, maxsplit=2)
    return counted.count("/village.db-wal>")


def _marked(room: Path, store: Store, drafts: list[Draft]) -> None:
    with (room / "mark").open("w") as mark:
        os.fsync(mark.fileno())
        for draft in drafts:
            ledger.post(store, draft)
        os.fsync(mark.fileno())


def _main(room: Path, lines: int) -> None:
    taken = _rounds(room, lines)
    store = Store(room / "village.db", writer=True)
    extra = books.drafts(lines + 1, seed=8)
    ledger.post(store, extra.pop())  # a new log's head is synced once
    _marked(room, store, extra)
    store.close()
    print(json.dumps(taken))


if __name__ == "__main__":
    _main(Path(sys.argv[1]), int(sys.argv[2]))
