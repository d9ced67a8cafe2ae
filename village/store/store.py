"""The open village file: one connection a thread, one writer a machine, one transaction a verb."""

from __future__ import annotations

import fcntl
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO, TypeVar

import sqlite_utils

from village.store.migrations import migrate

Kept = TypeVar("Kept")

_CHECKPOINT_COMMITS = 1000  # up to some 30 MB of write-ahead log: a line of the ledger changes six or seven pages


class StoreBusy(Exception):
    """Another program is the writer of this file."""


class Store:
    """A village's SQLite file. Open with `writer=True` in the one process that may write.

    Debian 12's SQLite has a rare race between a checkpoint and another connection's commit (fixed in
    3.51.3), so automatic checkpoints are off, and commits and checkpoints share one lock.
    """

    def __init__(self, path: Path, *, writer: bool = False, lasting: bool = True) -> None:
        """Raises StoreBusy when another process writes, BrokenGuard when a trigger was tampered with, NewerFile.

        A file that is not `lasting` is for trying things out: no commit waits for the disk.
        """
        self.path = path
        self.writer = writer
        self._synchronous = "FULL" if lasting else "OFF"
        self._local = threading.local()
        self._opened: list[tuple[threading.Thread, sqlite3.Connection]] = []
        self._lock = threading.RLock()
        self._commits = 0
        self._kept: dict[object, Any] = {}
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
            for pragma in ("journal_mode = WAL", f"synchronous = {self._synchronous}", "wal_autocheckpoint = 0"):
                conn.execute(f"PRAGMA {pragma}")
            conn.execute("PRAGMA foreign_keys = ON")
            conn.execute("PRAGMA recursive_triggers = ON")
        self._opened.append((threading.current_thread(), conn))
        return sqlite_utils.Database(conn)

    def kept(self, key: object, read: Callable[[], Kept]) -> Kept:
        """What `read` answers, kept until the next commit: for what every request asks and hardly anybody changes.

        Only the one writer knows of every commit; for a reader, and within a verb, it is read anew each time.
        """
        if not self.writer or self.db.conn.in_transaction:
            return read()
        kept = self._kept  # a commit puts another in its place: what was read before it goes with the old one
        if key not in kept:
            kept[key] = read()
        answer: Kept = kept[key]
        return answer

    def transaction(self) -> Transaction:
        """One verb: all of it or nothing, one fsync. A verb within a verb joins the outer one.

        BEGIN IMMEDIATE, because a transaction that first reads and then writes fails at once otherwise.
        """
        return Transaction(self, self._lock)

    def committed(self) -> None:
        """Counted under the lock after each commit: now and then the log moves into the file."""
        self._kept = {}
        self._commits += 1
        if self._commits >= _CHECKPOINT_COMMITS:
            self.checkpoint()

    def checkpoint(self) -> None:
        """Move the write-ahead log into the file, while nobody commits."""
        with self._lock:
            self.db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            self._commits = 0

    def copy_to(self, path: Path) -> None:
        """The file as it is now, another time and in one piece; whoever writes meanwhile is not kept waiting."""
        target = sqlite3.connect(path)
        try:
            self.db.conn.backup(target)
            target.execute("PRAGMA journal_mode = DELETE").fetchone()
        finally:
            target.close()

    def close(self) -> None:
        """Close the connections and let go of the file.

        That of another thread which still runs stays open: closed in the middle of a query, it would crash the process.
        """
        if self.writer and self._commits:
            self.checkpoint()
        for thread, conn in self._opened:
            if thread is threading.current_thread() or not thread.is_alive():
                conn.close()
        self._opened.clear()
        self._local = threading.local()
        if self._flock:
            self._flock.close()


class Transaction:
    """A verb's `with`. A plain class: a generator here was measured to cost every line of the ledger a tenth more."""

    __slots__ = ("_joins", "_lock", "_store")

    def __init__(self, store: Store, lock: threading.RLock) -> None:
        self._store = store
        self._lock = lock

    def __enter__(self) -> sqlite_utils.Database:
        self._lock.acquire()
        try:
            db = self._store.db
            self._joins = db.conn.in_transaction
            if not self._joins:
                db.conn.execute("BEGIN IMMEDIATE")
        except BaseException:
            self._lock.release()
            raise
        return db

    def __exit__(self, kind: object, why: BaseException | None, trace: object) -> None:
        try:
            if not self._joins:
                self._end(self._store.db.conn, whole=why is None)
        finally:
            self._lock.release()

    def _end(self, conn: sqlite3.Connection, *, whole: bool) -> None:
        try:
            if whole:
                conn.execute("COMMIT")
        finally:
            if conn.in_transaction:
                conn.execute("ROLLBACK")
        if whole:
            self._store.committed()


def _only_writer(path: Path) -> TextIO:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    flock = path.with_suffix(".lock").open("w")
    try:
        fcntl.flock(flock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as why:
        flock.close()
        raise StoreBusy(str(path)) from why
    return flock
