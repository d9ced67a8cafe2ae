"""`village verify`: 0 sound, 1 not sound, 2 could not be read."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from tests.command import program
from tests.command.conftest import Ask
from tests.command.damage import damage
from tests.services.test_verification import columns, falsified, reseal, rewrite


def head_of(said: str) -> str:
    """SEQ:HASH as the command prints it."""
    return said.split("head ")[1].split()[0]


def test_a_sound_book_is_called_sound_with_its_head(demo: Path, ask: Ask) -> None:
    first = ask("verify", "--data", demo)
    assert first.code == 0
    assert first.out.startswith("sound: ")
    assert ask("verify", "--data", demo, "--against", head_of(first.out)).code == 0


def test_an_edited_line_is_named(village: Path, ask: Ask) -> None:
    damage(village, "UPDATE entries SET points = points + 100 WHERE seq = 17")
    answer = ask("verify", "--data", village)
    assert answer.code == 1
    assert "line 17 was changed" in answer.err


def test_a_cut_tail_is_found_against_a_kept_head(village: Path, ask: Ask) -> None:
    head = head_of(ask("verify", "--data", village).out)
    last = int(head.split(":")[0])
    damage(village, f"DELETE FROM entries WHERE seq = {last}")
    answer = ask("verify", "--data", village, "--against", head)
    assert answer.code == 1
    assert f"line {last} is missing" in answer.err


@pytest.mark.parametrize("head", ["yesterday", "12:zz", "12"])
def test_a_head_that_is_none_is_refused_with_an_example(demo: Path, head: str, ask: Ask) -> None:
    answer = ask("verify", "--data", demo, "--against", head)
    assert answer.code == 2
    assert head in answer.err
    assert "1234:" in answer.err


def test_a_head_that_was_copied_wrongly_is_told_from_a_rewritten_book(demo: Path, ask: Ask) -> None:
    head = head_of(ask("verify", "--data", demo).out)
    seq, digits = head.split(":")
    other = "0" if digits[3] != "0" else "1"
    slip = ask("verify", "--data", demo, "--against", f"{seq}:{digits[:3]}{other}{digits[4:]}")
    assert slip.code == 2
    assert f"{seq}:{digits[:3]}_{digits[4:]}" in slip.err
    number = ask("verify", "--data", demo, "--against", f"{int(seq) - 3}:{digits}")
    assert number.code == 2
    assert f"belong to line {seq}, not to line {int(seq) - 3}" in number.err
    assert "rewritten" not in slip.err + number.err


def test_a_head_of_another_book_is_doubted_before_the_book_is(demo: Path, ask: Ask) -> None:
    answer = ask("verify", "--data", demo, "--against", "5:0011223344556677")
    assert answer.code == 1
    assert answer.err.startswith("sound in itself, but")
    assert answer.err.index("Compare every character") < answer.err.index("rewritten")


def test_a_head_may_be_typed_with_a_wide_colon_and_in_capitals(demo: Path, ask: Ask) -> None:
    seq, digits = head_of(ask("verify", "--data", demo).out).split(":")
    answer = ask("verify", "--data", demo, "--against", f"{seq}：{digits[:4].upper()} {digits[4:]}")
    assert answer.code == 0
    assert "still has this line" in answer.out


def test_without_a_village_it_says_where_it_looked(tmp_path: Path, ask: Ask) -> None:
    answer = ask("verify", "--data", tmp_path)
    assert answer.code == 2
    assert f"no village file at {tmp_path}/village.db" in answer.err


@pytest.mark.parametrize("bytes_", [b"not a database at all" * 100, b""])
def test_a_file_that_is_no_book_cannot_be_read(tmp_path: Path, bytes_: bytes, ask: Ask) -> None:
    (tmp_path / "village.db").write_bytes(bytes_)
    answer = ask("verify", "--data", tmp_path)
    assert answer.code == 2
    assert "cannot be read" in answer.err


def test_it_works_beside_a_running_server(server: program.Server, ask: Ask) -> None:
    answer = ask("verify", "--data", server.data)
    assert answer.code == 0
    assert answer.out.startswith("sound: ")
    assert program.get(f"{server.desk}/health") == (200, "ok")


def test_points_are_derived_again_on_request(village: Path, ask: Ask) -> None:
    plain, derived = ask("verify", "--data", village), ask("verify", "--points", "--data", village)
    assert (plain.code, derived.code) == (0, 0)
    assert "derived again" not in plain.out
    assert int(re.findall(r"(\d+) scored lines derived again", derived.out)[0]) > 50
    for store in falsified(village / "village.db", village / "forged.db", raise_an_award):
        store.path.replace(village / "village.db")
    assert ask("verify", "--data", village).code == 0
    answer = ask("verify", "--points", "--data", village)
    assert answer.code == 1
    assert re.search(r"line \d+ says 99 points; the rules it names make that 5", answer.err)


def raise_an_award(book: sqlite3.Connection) -> None:
    """As somebody would who knows the program: the chain is hashed again to its end, and the figures fit."""
    (seq,) = book.execute("SELECT min(seq) FROM entries WHERE item = 'P07'").fetchone()
    rewrite(book, seq, columns(book, seq) | {"points": 9900})
    reseal(book, seq)
