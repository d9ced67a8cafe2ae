"""`village rehearse`: what it says, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.rehearsal.life import LIFE
from village.command import main


@pytest.fixture
def life(tmp_path: Path) -> Path:
    return tmp_path / "life.toml"


def test_it_works(life: Path, capsys: pytest.CaptureFixture[str]) -> None:
    life.write_text(LIFE.replace("EXPECT", "balance = 2.5"), encoding="utf-8")
    assert main(["rehearse", str(life)]) == 0
    assert "held (1 steps)" in capsys.readouterr().out


def test_what_did_not_hold_is_told_with_step_key_expected_and_seen(
    life: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    life.write_text(LIFE.replace("EXPECT", "balance = 3, eligible = true"), encoding="utf-8")
    assert main(["rehearse", str(life)]) == 1
    said = capsys.readouterr().out
    assert f"{life}: step 1: balance: expected 3, seen 2.5" in said
    assert "step 1: eligible: expected true, seen false" in said


def test_an_error_nobody_expected_is_a_mismatch(life: Path, capsys: pytest.CaptureFixture[str]) -> None:
    life.write_text(LIFE.replace('item = "Q1"\nexpect', 'item = "Q9"\nexpect').replace("EXPECT", "balance = 0"))
    assert main(["rehearse", str(life)]) == 1
    assert "step 1: error: expected none, seen unknown_item" in capsys.readouterr().out


def test_an_error_that_does_not_come_is_a_mismatch(life: Path, capsys: pytest.CaptureFixture[str]) -> None:
    life.write_text(LIFE.replace("EXPECT", 'error = "capped"'), encoding="utf-8")
    assert main(["rehearse", str(life)]) == 1
    assert "step 1: error: expected capped, seen none" in capsys.readouterr().out


def test_a_malformed_file_ends_with_two_and_the_others_are_still_played(
    life: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    life.write_text(LIFE.replace("EXPECT", "balance = 2.5"), encoding="utf-8")
    broken = tmp_path / "broken.toml"
    broken.write_text(LIFE.replace("EXPECT", "balence = 2.5"), encoding="utf-8")
    assert main(["rehearse", str(broken), str(life)]) == 2
    said = capsys.readouterr()
    assert "[[step]] 1 (score), expect, key 'balence'" in said.err
    assert "held" in said.out


def test_the_same_as_json(life: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    life.write_text(LIFE.replace("EXPECT", "balance = 3"), encoding="utf-8")
    broken = tmp_path / "broken.toml"
    broken.write_text("title = 1", encoding="utf-8")
    assert main(["rehearse", "--json", str(life), str(broken)]) == 2
    told = json.loads(capsys.readouterr().out)
    assert told["exit"] == 2
    assert told["files"][0]["mismatches"] == [{"step": 1, "key": "balance", "expected": 3, "seen": 2.5}]
    assert told["files"][1]["malformed"]["key"] == "title"
