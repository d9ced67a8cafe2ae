"""The bare side of the rules: a loop over the rows of a book with two dicts; no reasons, no hashes, no classes. A board
and a year's end take the points as they stand.

It believes the version a line names, knows neither tiers nor corrections, and keeps what it finds in tables without
keys, guards or indexes.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rules import Pack

_FACTS = """SELECT seq, household_id, item, option, version, count, occurred_on, member FROM entries
    WHERE item <> '' AND reverses IS NULL"""
_WORTH = "SELECT seq, household_id, points FROM entries WHERE item <> '' AND reverses IS NULL"
_SUMS = "SELECT household_id, sum(points) FROM figures WHERE year = ? AND kind <> 'base' GROUP BY household_id"
_HOMES = "SELECT id FROM households WHERE closed IS NULL"
_LIMITS = {"month": 7, "quarter": 7, "year": 4}  # characters of a day that tell its period; no quarter is tried twice
Points = dict[tuple[str, str, str], int]
Limits = dict[tuple[str, str], int]


def dicts(pack: Pack) -> tuple[Points, Limits]:
    """Points by item, option and version; how much of the day tells the period in which it counts once."""
    points: Points = {}
    limits: Limits = {}
    for item in pack.items:
        for option in item.options or ("",):
            shape = item.shape_of(option)
            limits[item.code, option] = 4 if shape.tier else _LIMITS.get(shape.once or shape.per, 0)
            for version in item.versions:
                points[item.code, option, version.start.isoformat()] = version.value(option)
    return points, limits


def derive(rows: Iterable[tuple[Any, ...]], points: Points, limits: Limits) -> dict[int, int]:
    """Household → hundredths of these facts."""
    totals: dict[int, int] = {}
    seen: dict[tuple[int, str, str, str, str], int] = {}
    for _, household, item, option, version, count, day, member in rows:
        limit = limits[item, option]
        if limit:
            key = (household, item, option, member, day[:limit])
            seen[key] = seen.get(key, 0) + 1
            if seen[key] > 1:
                continue
        totals[household] = totals.get(household, 0) + points[item, option, version] * count
    return totals


def facts(conn: sqlite3.Connection, year: int) -> Iterable[tuple[Any, ...]]:
    """The rows of a year's events."""
    return conn.execute(f"{_FACTS} AND occurred_on BETWEEN ? AND ?", (f"{year}-01-01", f"{year}-12-31"))


def publish(conn: sqlite3.Connection, month: str) -> None:
    """A month's board: what each household has of the month and on its account, and which lines the board shows. The
    points are those that stand in the lines: whoever puts up a board derives nothing."""
    rows = conn.execute(f"{_WORTH} AND period = ?", (month,)).fetchall()
    found: dict[int, int] = {}
    for _, household, amount in rows:
        found[household] = found.get(household, 0) + amount
    totals: dict[int, int] = {}
    for household, amount in conn.execute("SELECT household_id, points FROM figures"):
        totals[household] = totals.get(household, 0) + amount
    board = [(home, found.get(home, 0), totals.get(home, 0)) for (home,) in conn.execute(_HOMES)]
    conn.execute("BEGIN IMMEDIATE")
    conn.executemany("INSERT INTO shown VALUES (?)", [row[:1] for row in rows])
    conn.executemany("INSERT INTO board VALUES (?, ?, ?)", board)
    conn.execute("COMMIT")


def close(conn: sqlite3.Connection, year: int) -> None:
    """A year's end: what each household was given in the year lapses, by the sums that are kept beside the lines.
    Written are lines that say what ours say, numbered, without a chain."""
    found = dict(conn.execute(_SUMS, (year,)))
    said = (f"{year}-12", f"{year + 1}-01-05", f"{year + 1}-01-05T09:00:00+08:00", "周会计", "yangkou-2023", "0" * 64)
    lapsed = [
        ("hy", seq, home, "closing", -found[home], *said, "YK-18", f"close_year:{year}")
        for seq, (home,) in enumerate(conn.execute(_HOMES), 1)
        if found.get(home)
    ]
    conn.execute("BEGIN IMMEDIATE")
    conn.executemany(f"INSERT INTO closings VALUES ({', '.join('?' * 13)})", lapsed)
    conn.execute("COMMIT")


def copy(book: Path, name: str) -> Path:
    """The same book anew."""
    path = book.with_name(name)
    for suffix in ("", "-wal", "-shm"):
        path.with_name(name + suffix).unlink(missing_ok=True)
    shutil.copyfile(book, path)
    return path


def writer(book: Path) -> sqlite3.Connection:
    """A connection under the pragmas of the village's own, and tables for what is found."""
    conn = sqlite3.connect(book, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "wal_autocheckpoint = 0"):
        conn.execute(f"PRAGMA {pragma}").fetchall()
    line = (
        "node, seq, household_id, kind, points, period, occurred_on, recorded_at, actor, pack, digest, clause, source"
    )
    closings = f"closings ({line}, PRIMARY KEY (node, seq))"
    for table in ("board (household_id, points, total)", "shown (seq)", closings):
        conn.execute(f"CREATE TABLE {table}")
    return conn
