"""`village parse` and `village hear`: a sentence or a sound, and what it means, as JSON."""

from __future__ import annotations

import json
import wave
from pathlib import Path
from typing import Any

import pytest

from tests import builders, speech
from village.command import main
from village.store import Store


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VILLAGE_DATA", str(tmp_path))
    return tmp_path


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"text", "alternatives", "intent", "slots", "score", "milliseconds"}
    return dict(found)


@pytest.mark.usefixtures("nowhere")
def test_a_sentence_is_parsed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", "我家还有多少分"]) == 0
    found = told(capsys)
    assert (found["text"], found["intent"], found["slots"], found["score"]) == (
        "我家还有多少分",
        "ask_balance",
        {},
        1.0,
    )


@pytest.mark.usefixtures("nowhere")
def test_what_is_no_sentence_has_no_intent_and_the_nearest_as_alternatives(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", "我家还有多少粉"]) == 0
    found = told(capsys)
    assert (found["intent"], found["score"]) == (None, 0.0)
    assert found["alternatives"][0] == "我家还有多少分"


@pytest.mark.usefixtures("nowhere")
def test_a_screen_limits_what_is_meant(capsys: pytest.CaptureFixture[str]) -> None:
    main(["parse", "多少分", "--screen", "pin"])
    assert told(capsys)["intent"] is None


def test_the_villages_own_names_are_known(capsys: pytest.CaptureFixture[str], store: Store) -> None:
    builders.a_household(store)
    main(["parse", "三组张桂芳家多少分", "--data", str(store.path.parent)])
    found = told(capsys)
    assert (found["intent"], found["slots"]) == ("name_points", {"group": "三组", "name": "张桂芳"})


@pytest.mark.usefixtures("nowhere")
@pytest.mark.parametrize(
    ("text", "intent"), [("为什么加分", "why_plus"), ("我家排第几", "ask_rank"), ("取消", "cancel")]
)
def test_a_recording_is_heard(capsys: pytest.CaptureFixture[str], text: str, intent: str) -> None:
    assert main(["hear", str(speech.kokoro()[text])]) == 0
    found = told(capsys)
    assert (found["text"], found["intent"]) == (text, intent)
    assert 0 < found["score"] <= 1
    assert found["milliseconds"] > 0


@pytest.mark.usefixtures("nowhere")
def test_what_nobody_asks_has_no_intent(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hear", str(speech.kokoro()["今天天气怎么样"])]) == 0
    assert told(capsys)["intent"] is None


@pytest.mark.parametrize("rate", [8_000, 48_000])
def test_another_rate_is_heard_too(capsys: pytest.CaptureFixture[str], nowhere: Path, rate: int) -> None:
    samples = speech.pcm(speech.kokoro()["我家排第几"])
    sound = samples if rate == 16_000 else _at(samples, rate)
    file = nowhere / "asked.wav"
    with wave.open(str(file), "wb") as made:
        made.setparams((1, 2, rate, 0, "NONE", ""))
        made.writeframes(sound)
    assert main(["hear", str(file)]) == 0
    assert told(capsys)["intent"] == "ask_rank"


@pytest.mark.parametrize("content", [b"", b"RIFF", b"no wav at all", None])
def test_what_is_no_sound_is_told_in_a_sentence(
    capsys: pytest.CaptureFixture[str], nowhere: Path, content: bytes | None
) -> None:
    file = nowhere / "odd.wav"
    if content is not None:
        file.write_bytes(content)
    assert main(["hear", str(file)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert str(file) in said.err
    assert "Traceback" not in said.err


def _at(samples: bytes, rate: int) -> bytes:
    """The same sound at half or three times the rate."""
    pairs = [samples[at : at + 2] for at in range(0, len(samples), 2)]
    return b"".join(pairs[::2]) if rate == 8_000 else b"".join(pair * 3 for pair in pairs)
