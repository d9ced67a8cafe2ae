"""`village verify` finds every way a book can be falsified, and names the first bad row."""

from __future__ import annotations

import random
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import builders
from village.model.entry import SEALED, seal
from village.services import ledger, verification
from village.store import Store

LINES = 120
TRIES = 50
Book = sqlite3.Connection


@pytest.fixture(scope="module")
def sound(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A file with 120 lines of four households, and its kept head."""
    from tests.conftest import TODAY
    from village import clock

    path = tmp_path_factory.mktemp("sound") / "village.db"
    shutil.copyfile(founded, path)
    with clock.held(TODAY):
        store = Store(path, writer=True)
        homes = [builders.a_household(store, head=head) for head in ("张桂芳", "李建国", "王秀英", "陈德明")]
        for number in range(LINES - len(homes)):
            builders.a_plain_line(store, homes[number % 4], str(number % 7 - 2), reason=f"第{number}件")
        kept = str(ledger.head(store))
        store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        store.close()
    return path, kept


def falsified(sound: Path, target: Path, fraud: Callable[[Book], None]) -> Iterator[Store]:
    """A copy of the sound book after `fraud` with every guard taken away first."""
    shutil.copyfile(sound, target)
    book = sqlite3.connect(target, isolation_level=None)
    book.create_function("ledger_writer", 1, lambda _: None, deterministic=True)
    for (name,) in book.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        book.execute(f"DROP TRIGGER {name}")
    fraud(book)
    book.close()
    store = Store(target)
    yield store
    store.close()


def columns(book: Book, seq: int) -> dict[str, object]:
    names = (*SEALED, "hash")
    row = book.execute(f"SELECT {', '.join(names)} FROM entries WHERE seq = ?", (seq,)).fetchone()
    return dict(zip(names, row, strict=True))


def rewrite(book: Book, seq: int, values: dict[str, object]) -> None:
    book.execute("DELETE FROM entries WHERE seq = ?", (seq,))
    marks = ", ".join(f":{name}" for name in values)
    book.execute(f"INSERT INTO entries ({', '.join(values)}) VALUES ({marks})", values)


def reseal(book: Book, start: int) -> None:
    """Hash again from `start` to the end, as a forger who knows the programme would, figures included."""
    previous = columns(book, start - 1)["hash"] if start > 1 else "0" * 64
    for (seq,) in book.execute("SELECT seq FROM entries WHERE seq >= ? ORDER BY seq", (start,)).fetchall():
        values = columns(book, seq) | {"prev_hash": previous}
        values["hash"] = previous = seal({name: values[name] for name in SEALED})
        rewrite(book, seq, values)
    book.execute("DELETE FROM figures")
    book.execute(
        "INSERT INTO figures SELECT household_id, CAST(substr(period, 1, 4) AS INTEGER), kind, sum(points), count(*)"
        " FROM entries GROUP BY 1, 2, 3"
    )


def edit(book: Book, dice: random.Random) -> int:
    seq = dice.randint(1, LINES)
    column = dice.choice(["points", "household_id", "occurred_on", "actor", "reason", "item", "recorded_at", "count"])
    new: object = {"points": 77700, "household_id": 4, "count": 9, "occurred_on": "2026-03-09"}.get(column, "另写的")
    if columns(book, seq)[column] == new:
        new = 3 if column == "household_id" else 88800
    book.execute(f"UPDATE entries SET {column} = ? WHERE seq = ?", (new, seq))
    return seq


def remove(book: Book, dice: random.Random) -> int:
    seq = dice.randint(1, LINES - 1)
    book.execute("DELETE FROM entries WHERE seq = ?", (seq,))
    return seq


def insert(book: Book, dice: random.Random) -> int:
    seq = dice.randint(1, LINES)
    for (later,) in book.execute("SELECT seq FROM entries WHERE seq >= ? ORDER BY seq DESC", (seq,)).fetchall():
        book.execute("UPDATE entries SET seq = seq + 1 WHERE seq = ?", (later,))
    forged = columns(book, seq + 1) | {"seq": seq, "points": 5000, "token": "", "reverses": None}
    forged["hash"] = seal({name: forged[name] for name in SEALED})
    marks = ", ".join(f":{name}" for name in forged)
    book.execute(f"INSERT INTO entries ({', '.join(forged)}) VALUES ({marks})", forged)
    return seq


def reorder(book: Book, dice: random.Random) -> int:
    first, second = sorted(dice.sample(range(1, LINES + 1), 2))
    book.execute("UPDATE entries SET seq = -seq + 100000 WHERE seq = ?", (first,))
    book.execute("UPDATE entries SET seq = ? WHERE seq = ?", (first, second))
    book.execute("UPDATE entries SET seq = ? WHERE seq = ?", (second, 100000 - first))
    return first


def rehash(book: Book, dice: random.Random) -> int:
    seq = edit(book, dice)
    reseal(book, seq)
    return LINES


def cut(book: Book, dice: random.Random) -> int:
    kept = dice.randint(1, LINES - 1)
    book.execute("DELETE FROM entries WHERE seq > ?", (kept,))
    reseal(book, kept)
    return kept + 1


FRAUDS = [edit, remove, insert, reorder, rehash, cut]


@pytest.mark.parametrize("fraud", FRAUDS, ids=lambda fraud: fraud.__name__)
def test_fifty_of_each_fraud_are_found_and_named(
    sound: tuple[Path, str], tmp_path: Path, fraud: Callable[[Book, random.Random], int]
) -> None:
    path, kept = sound
    for seed in range(TRIES):
        where: list[int] = []
        for store in falsified(
            path, tmp_path / "village.db", lambda book, s=seed, w=where: w.append(fraud(book, random.Random(s)))
        ):
            verdict = verification.verify(store, against=kept if fraud in (rehash, cut) else "")
            assert re.search(rf"\bline {where[0]}\b", verdict.fault), (seed, verdict.fault)


@pytest.mark.parametrize("fraud", [rehash, cut], ids=lambda fraud: fraud.__name__)
def test_without_a_kept_head_a_rehashed_book_looks_sound(
    sound: tuple[Path, str], tmp_path: Path, fraud: Callable[[Book, random.Random], int]
) -> None:
    """Why the head is printed on every receipt: the chain alone cannot know."""
    for store in falsified(sound[0], tmp_path / "village.db", lambda book: fraud(book, random.Random(1))):
        assert verification.verify(store).fault == ""


def test_a_text_that_is_no_text_is_named(sound: tuple[Path, str], tmp_path: Path) -> None:
    def scribble(book: Book) -> None:
        book.execute("UPDATE entries SET reason = CAST(x'ff' AS TEXT) WHERE seq = 50")

    for store in falsified(sound[0], tmp_path / "village.db", scribble):
        assert "line 50 " in verification.verify(store).fault


def test_a_sound_book_is_sound(sound: tuple[Path, str]) -> None:
    store = Store(sound[0])
    verdict = verification.verify(store, against=sound[1])
    assert (verdict.fault, verdict.lines) == ("", LINES)
    assert str(verdict.head) == sound[1]
    store.close()


def test_an_old_head_still_fits_a_grown_book(store: Store) -> None:
    household = builders.a_household(store)
    kept = str(ledger.head(store))
    builders.a_plain_line(store, household)
    assert verification.verify(store, against=kept).fault == ""


def test_a_figure_that_drifted_is_named(sound: tuple[Path, str], tmp_path: Path) -> None:
    def drift(book: Book) -> None:
        book.execute("UPDATE figures SET points = points + 100 WHERE household_id = 2 AND kind = 'award'")

    for store in falsified(sound[0], tmp_path / "village.db", drift):
        assert "household 2, 2026, award" in verification.verify(store).fault


@pytest.mark.parametrize("head", ["12", "12:xyz", "12:abc", ":0a1b2c3d", "1;drop table entries"])
def test_a_head_that_cannot_be_read_is_refused(store: Store, head: str) -> None:
    with pytest.raises(ValueError, match="is not a head: a receipt has it"):
        verification.verify(store, against=head)
