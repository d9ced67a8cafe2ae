"""The ledger is only ever added to, whoever asks and by whatever door."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading

import pytest
import sqlite_utils

from tests import builders
from village.store import BrokenGuard, NewerFile, Store, StoreBusy, entries

ROW = "SELECT * FROM entries ORDER BY seq"


@pytest.fixture
def rows(store: Store) -> list[tuple[object, ...]]:
    """The book with three lines."""
    household = builders.a_household(store)
    builders.a_plain_line(store, household, "5", token="a")
    builders.a_plain_line(store, household, "-2.5", token="b")
    return list(store.db.conn.execute(ROW))


@pytest.fixture
def raw(store: Store) -> sqlite3.Connection:
    """A second connection that knows nothing of this program."""
    return sqlite3.connect(store.path, isolation_level=None)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET points = 9900 WHERE seq = 2",
        "UPDATE entries SET token = 'z'",
        "DELETE FROM entries WHERE seq = 3",
        "DELETE FROM entries",
        "INSERT OR REPLACE INTO entries SELECT * FROM entries WHERE seq = 2",
        "REPLACE INTO entries SELECT * FROM entries WHERE seq = 2",
        "INSERT INTO entries SELECT * FROM entries WHERE seq = 2",
        "UPDATE acts SET actor = 'nobody'",
        "DELETE FROM acts",
        "INSERT OR REPLACE INTO acts SELECT id, at, 'nobody', act, subject, detail FROM acts",
    ],
)
def test_a_raw_connection_changes_nothing(
    store: Store, rows: list[tuple[object, ...]], raw: sqlite3.Connection, statement: str
) -> None:
    with pytest.raises(sqlite3.DatabaseError):
        raw.execute(statement)
    raw.close()
    assert list(store.db.conn.execute(ROW)) == rows


@pytest.mark.parametrize("statement", ["REPLACE", "INSERT OR REPLACE", "INSERT OR IGNORE", "INSERT"])
def test_even_the_writer_cannot_write_a_line_twice(
    store: Store, rows: list[tuple[object, ...]], statement: str
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="in the ledger already"):
        store.db.conn.execute(f"{statement} INTO entries SELECT * FROM entries WHERE seq = 2")
    assert list(store.db.conn.execute(ROW)) == rows


def test_upsert_and_replace_of_sqlite_utils_are_refused(store: Store, rows: list[tuple[object, ...]]) -> None:
    row = dict(zip([c.name for c in store.db["entries"].columns], rows[1], strict=True)) | {"points": 1}
    for database in (sqlite_utils.Database(store.path), store.db):
        with pytest.raises(sqlite3.DatabaseError):
            database["entries"].upsert(row, pk=("node", "seq"))
        with pytest.raises(sqlite3.DatabaseError):
            database["entries"].insert(row, pk=("node", "seq"), replace=True)
    assert list(store.db.conn.execute(ROW)) == rows


@pytest.mark.parametrize("change", [{"types": {"points": str}}, {"drop": ["reason"]}, {"rename": {"points": "p"}}, {}])
def test_rebuilding_the_table_is_refused(
    store: Store, rows: list[tuple[object, ...]], change: dict[str, object]
) -> None:
    before = store.db["entries"].schema
    second = sqlite_utils.Database(store.path)
    with pytest.raises((sqlite3.DatabaseError, sqlite_utils.db.TransformError)):
        second["entries"].transform(**change)
    second.close()
    assert store.db["entries"].schema == before
    assert list(store.db.conn.execute(ROW)) == rows


def test_a_missing_trigger_is_found_at_start(store: Store) -> None:
    path = store.path
    store.close()
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("DROP TRIGGER entries_no_update")
    raw.close()
    with pytest.raises(BrokenGuard, match="entries_no_update"):
        Store(path, writer=True)


def test_a_weakened_trigger_is_found_at_start(store: Store) -> None:
    path = store.path
    store.close()
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("DROP TRIGGER entries_no_delete")
    raw.execute("CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries BEGIN SELECT 1; END")
    raw.close()
    with pytest.raises(BrokenGuard, match="entries_no_delete"):
        Store(path, writer=True)


def test_a_file_of_a_newer_program_is_named_as_that_and_left_alone(store: Store) -> None:
    path = store.path
    store.close()
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("CREATE TRIGGER later BEFORE INSERT ON entries BEGIN SELECT 1; END")
    raw.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('village', '999-later', '2031-01-01')"
    )
    raw.close()
    before = path.read_bytes()
    with pytest.raises(NewerFile, match="999-later"):
        Store(path, writer=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "meddling",
    [
        "DROP INDEX entries_writer",
        "DROP INDEX entries_token",
        "CREATE TRIGGER quiet BEFORE INSERT ON entries WHEN new.points < 0 BEGIN SELECT raise(IGNORE); END",
        "CREATE TRIGGER elsewhere AFTER INSERT ON households BEGIN SELECT 1; END",
        "CREATE UNIQUE INDEX one_line_each ON entries (household_id)",
    ],
)
def test_a_guard_too_few_or_too_many_stops_the_start(store: Store, meddling: str) -> None:
    path = store.path
    store.close()
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute(meddling)
    raw.close()
    with pytest.raises(BrokenGuard, match=meddling.split(" ")[3 if "UNIQUE" in meddling else 2]):
        Store(path, writer=True)


def test_a_row_cannot_be_pushed_out_by_its_place_in_the_file(store: Store, rows: list[tuple[object, ...]]) -> None:
    columns = ", ".join(column.name for column in store.db["entries"].columns)
    other = columns.replace("seq", "seq + 100", 1).replace("token", "''", 1)
    with pytest.raises(sqlite3.IntegrityError, match="in the ledger already"):
        store.db.conn.execute(
            f"INSERT OR REPLACE INTO entries (rowid, {columns}) SELECT 1, {other} FROM entries WHERE seq = 3"
        )
    assert list(store.db.conn.execute(ROW)) == rows


def test_only_one_process_may_write(store: Store) -> None:
    attempt = (
        "import sys; from pathlib import Path; from village.store import Store, StoreBusy\n"
        "try: Store(Path(sys.argv[1]), writer=True)\n"
        "except StoreBusy: print('busy')"
    )
    said = subprocess.run(
        [sys.executable, "-c", attempt, str(store.path)], capture_output=True, text=True, timeout=120, check=True
    )
    assert said.stdout.strip() == "busy"
    with pytest.raises(StoreBusy):
        Store(store.path, writer=True)


def test_a_reader_reads_while_the_writer_writes_but_cannot_write(store: Store) -> None:
    household = builders.a_household(store)
    reader = Store(store.path)
    builders.a_plain_line(store, household, "5")
    assert entries.count(reader) == 2
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.db.conn.execute("UPDATE households SET head = '别人'")
    reader.close()


def test_a_verb_that_fails_leaves_nothing(store: Store) -> None:
    household = builders.a_household(store)
    with pytest.raises(ZeroDivisionError), store.transaction():
        builders.a_plain_line(store, household, "5")
        raise ZeroDivisionError
    assert entries.count(store) == 1
    assert str(entries.balance(store, household.id)) == "20"


def test_threads_write_in_turn_and_no_line_is_lost(store: Store) -> None:
    household = builders.a_household(store)
    from village.services import verification

    def write() -> None:
        for _ in range(25):
            builders.a_plain_line(store, household, "1")

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert entries.count(store) == 151
    assert str(entries.balance(store, household.id)) == "170"
    assert verification.verify(store).fault == ""


def test_a_full_disc_is_loud_and_loses_nothing(store: Store) -> None:
    household = builders.a_household(store)
    pages = store.db.conn.execute("PRAGMA page_count").fetchone()[0]
    store.db.conn.execute(f"PRAGMA max_page_count = {pages + 2}")
    acknowledged = 0
    with pytest.raises(sqlite3.OperationalError, match="full"):
        for _ in range(2000):
            builders.a_plain_line(store, household, "1", reason="x" * 200)
            acknowledged += 1
    assert acknowledged > 0
    assert entries.count(store) == acknowledged + 1
    store.db.conn.execute("PRAGMA max_page_count = 1000000")
    builders.a_plain_line(store, household, "1")
    assert entries.count(store) == acknowledged + 2
