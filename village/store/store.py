"""The open village file: one connection a thread, one writer a machine, one transaction a verb."""

from __future__ import annotations

import fcntl
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import sqlite_utils

from village.store.migrations import migrate

_CHECKPOINT_COMMITS = 1000  # about 4 MB of write-ahead log


class StoreBusy(Exception):
    """Another program is the writer of this file."""


class Store:
    """A village's SQLite file. Open with `writer=True` in the one process that may write.

    Debian 12's SQLite has a rare race between a checkpoint and another connection's commit (fixed in
    3.51.3), so automatic checkpoints are off, and commits and checkpoints share one lock.
    """

    def __init__(self, path: Path, *, writer: bool = False) -> None:
        """Raises StoreBusy when another process writes, BrokenGuard when a trigger was tampered with."""
        self.path = path
        self.writer = writer
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._lock = threading.RLock()
        self._commits = 0
        self._flock = _only_writer(path) if writer else None
        if writer:
            try:
                migrate(self.db)
            except BaseException:
                self.close()
                raise

    @property
    def db(self) -> sqlite_utils.Database:
        """This thread's connection."""
        db: sqlite_utils.Database | None = getattr(self._local, "db", None)
        if db is None:
            db = self._local.db = self._connect()
        return db

    def _connect(self) -> sqlite_utils.Database:
        mode = "rwc" if self.writer else "ro"
        conn = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
        )
        conn.execute("PRAGMA busy_timeout = 5000")
        if self.writer:
            conn.create_function("ledger_writer", 1, lambda _seq: None, deterministic=True)
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "wal_autocheckpoint = 0"):
                conn.execute(f"PRAGMA {pragma}")
            conn.execute("PRAGMA foreign_keys = ON")
            conn.execute("PRAGMA recursive_triggers = ON")
        self._opened.append(conn)
        return sqlite_utils.Database(conn)

    @contextmanager
    def transaction(self) -> Iterator[sqlite_utils.Database]:
        """One verb: all of it or nothing, one fsync. A verb within a verb joins the outer one.

        BEGIN IMMEDIATE, because a transaction that first reads and then writes fails at once otherwise.
        """
        db = self.db
        conn = db.conn
        with self._lock:
            if conn.in_transaction:
                yield db
                return
            conn.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                if conn.in_transaction:
                    conn.execute("ROLLBACK")
                raise
            try:
                conn.execute("COMMIT")
            except sqlite3.Error:
                if conn.in_transaction:
                    conn.execute("ROLLBACK")
                raise
            self._commits += 1
            if self._commits >= _CHECKPOINT_COMMITS:
                self.checkpoint()

    def checkpoint(self) -> None:
        """Move the write-ahead log into the file, while nobody commits."""
        with self._lock:
            self.db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            self._commits = 0

    def close(self) -> None:
        """Close every thread's connection and let go of the file."""
        if self.writer and self._commits:
            self.checkpoint()
        for conn in self._opened:
            conn.close()
        self._opened.clear()
        self._local = threading.local()
        if self._flock:
            self._flock.close()


def _only_writer(path: Path) -> TextIO:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    flock = path.with_suffix(".lock").open("w")
    try:
        fcntl.flock(flock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as why:
        flock.close()
        raise StoreBusy(str(path)) from why
    return flock
