"""The bare side of the rules: a loop over the rows of a book with two dicts; no reasons, no hashes, no classes.

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


def publish(conn: sqlite3.Connection, points: Points, limits: Limits, month: str) -> None:
    """A month's board: what each household has of the month and on its account, and which lines the board shows."""
    rows = conn.execute(f"{_FACTS} AND period = ?", (month,)).fetchall()
    found = derive(rows, points, limits)
    totals: dict[int, int] = {}
    for household, amount in conn.execute("SELECT household_id, points FROM figures"):
        totals[household] = totals.get(household, 0) + amount
    board = [(home, found.get(home, 0), totals.get(home, 0)) for (home,) in conn.execute(_HOMES)]
    conn.execute("BEGIN IMMEDIATE")
    conn.executemany("INSERT INTO shown VALUES (?)", [row[:1] for row in rows])
    conn.executemany("INSERT INTO board VALUES (?, ?, ?)", board)
    conn.execute("COMMIT")


def close(conn: sqlite3.Connection, points: Points, limits: Limits, year: int) -> None:
    """A year's end: what each household's facts of the year gave lapses."""
    found = derive(facts(conn, year), points, limits)
    lapsed = [(home, -found[home]) for (home,) in conn.execute(_HOMES) if found.get(home)]
    conn.execute("BEGIN IMMEDIATE")
    conn.executemany("INSERT INTO closings VALUES (?, ?)", lapsed)
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
    for table in ("board (household_id, points, total)", "shown (seq)", "closings (household_id, points)"):
        conn.execute(f"CREATE TABLE {table}")
    return conn
