"""`village say`: a sentence as the kiosk would say it, into a wav."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest

from tests import speech
from village.command import main
from village.devices import clip
from village.voice.clips import RENDERED


def seconds(path: Path) -> float:
    with wave.open(str(path)) as read:
        return read.getnframes() / read.getframerate()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder in which the machine can say 打印小票 pleasantly."""
    there = clip.place(tmp_path / "voices", RENDERED, "打印小票")
    clip.lay(there, clip.of(speech.kokoro()["打印小票"].read_bytes()))
    return tmp_path


def test_it_says_what_it_wrote_how_long_it_is_and_whose_voice(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "said.wav"
    assert main(["say", "打印小票。您好。", "--out", str(out), "--data", str(data)]) == 0
    assert capsys.readouterr().out == f"{out}: {seconds(out):.1f} seconds, voice espeak and {RENDERED}\n"


def test_what_has_no_clip_is_said_by_espeak_figures_in_words(tmp_path: Path) -> None:
    out = tmp_path / "said.wav"
    assert main(["say", "您家现在有105分。", "--out", str(out), "--data", str(tmp_path)]) == 0
    assert 2 < seconds(out) < 5


def test_clips_go_first_unless_another_voice_is_asked_for(data: Path, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("own.wav", "asked.wav", "espeak.wav")]
    for file, voice in zip(files, ([], ["--voice", RENDERED], ["--voice", "espeak"]), strict=True):
        assert main(["say", "打印小票", "--out", str(file), "--data", str(data), *voice]) == 0
    assert files[0].read_bytes() == files[1].read_bytes() != files[2].read_bytes()


def test_the_step_of_speed_is_kept(data: Path, tmp_path: Path) -> None:
    slow, fast = tmp_path / "slow.wav", tmp_path / "fast.wav"
    for file, rate in ((slow, "1"), (fast, "7")):
        assert main(["say", "打印小票。", "--out", str(file), "--data", str(data), "--rate", rate]) == 0
    assert seconds(slow) == pytest.approx(4 * 60 / 80, rel=0.1)
    assert seconds(fast) == pytest.approx(4 * 60 / 320, rel=0.1)


@pytest.mark.parametrize(
    "words",
    [("。",), ("打印小票", "--voice", "nobody"), ("打印小票", "--out", "/nowhere/at/all.wav")],
)
def test_what_cannot_be_said_is_told_in_a_sentence(
    data: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    out = () if "--out" in words else ("--out", str(data / "said.wav"))
    assert main(["say", *words, *out, "--data", str(data)]) == 2
    said = capsys.readouterr().err
    assert said.strip().endswith(".")
    assert "Traceback" not in said
    assert not (data / "said.wav").exists()
