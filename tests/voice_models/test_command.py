"""`village models`, with the real model of this machine."""

import argparse
from pathlib import Path

import pytest

from village.command import models
from voice_models import locate

NAME = "vosk-model-small-cn-0.22"


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of the real model; from here on the command sees only an empty shelf."""
    folder = locate(NAME)
    monkeypatch.setenv("VILLAGE_MODELS", str(tmp_path / "shelf"))
    return folder


def village(*words: str) -> int:
    parser = argparse.ArgumentParser("village")
    models.add(parser.add_subparsers(required=True))
    args = parser.parse_args(["models", *words])
    code: int = args.run(args)
    return code


def test_fetch_from_a_folder_fills_the_shelf_shows_progress_and_then_has_nothing_to_do(
    real: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert village("fetch", "--from", str(real)) == 0
    spoken = capsys.readouterr()
    assert str(tmp_path / "shelf" / NAME) in spoken.out
    assert "68.3 of 68.3 MB" in spoken.err

    assert village("fetch", "--if-missing") == 0
    assert capsys.readouterr() == ("", "")

    assert village("verify") == 0
    assert "all 14 files are right" in capsys.readouterr().out

    with (tmp_path / "shelf" / NAME / "conf/mfcc.conf").open("r+b") as file:
        file.write(b"x")
    assert village("verify") == 1
    spoken = capsys.readouterr()
    assert "conf/mfcc.conf: its content is not the right one" in spoken.err
    assert "village models fetch" in spoken.err

    assert village("fetch", "--if-missing", "--name", NAME, "--from", str(real.parent)) == 0
    assert village("verify") == 0


def test_fetch_from_an_empty_stick_says_so_and_ends_with_1(
    real: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert real.is_dir()
    assert village("fetch", "--from", str(tmp_path)) == 1
    assert f"does not hold {NAME}" in capsys.readouterr().err


def test_list_shows_where_a_model_lies_and_its_licence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert village("list") == 0
    said = capsys.readouterr().out
    assert str(locate(NAME)) in said
    assert "licence: Apache-2.0 by the vosk models page" in said


def test_list_shows_what_is_missing(real: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert real.is_dir()
    assert village("list") == 0
    assert "not here: village models fetch" in capsys.readouterr().out


def test_verify_of_an_empty_shelf_ends_with_1(real: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert real.is_dir()
    assert village("verify") == 1
    assert "is not there" in capsys.readouterr().err
