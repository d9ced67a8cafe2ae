"""What a model that writes freely is taken to have heard. The model itself is measured by `python -m tests.hearing`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import speech
from village.devices.whisper import Collected, Sounds, WhisperEars
from village.language.sounds import same

PHRASES = ("我要换{goods}", "我是{name}", "户号是[零一二三四五六七八九]{4,6}", "还有多少分")
SLOTS = {"goods": ["酱油", "大米"], "name": ["张桂芳"]}
KNOWN = {"questions": Sounds(PHRASES, SLOTS, same)}


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("还有多少分", "还有多少分"),
        ("我是章贵方", "我是张桂芳"),
        ("我要换酱油", "我要换酱油"),
        ("户号是零山妖五", None),
        ("户号是零三思五", "户号是零三四五"),
        ("还有多少分吗", None),
        ("", None),
    ],
)
def test_it_is_compared_whole_and_by_sound(text: str, phrase: str | None) -> None:
    assert KNOWN["questions"].whole(text) == phrase


def test_marks_and_figures_of_the_model_do_not_matter() -> None:
    listening = Collected(lambda _: " 户号是0317。", KNOWN)
    listening.feed(speech.said("取消"))
    heard = listening.finish().heard
    assert heard
    assert heard.phrase == "户号是零三一七"
    assert heard.lead == 0  # nothing was there to doubt it, so nothing is done at once on its word


def test_while_somebody_speaks_that_is_seen_and_silence_is_never_handed_to_the_model() -> None:
    def asked(_: bytes) -> str:
        raise AssertionError("the model was asked about silence")

    listening = Collected(asked, KNOWN)
    assert listening.feed(speech.silence(1)).text == ""
    assert listening.finish().text == ""
    grown = [len(listening.feed(speech.said("取消")[:16_000]).text) for _ in range(2)]
    assert 0 < grown[0] < grown[1]


def test_what_is_no_phrase_is_told_as_heard_and_not_understood() -> None:
    listening = Collected(lambda _: "今天天气真好", KNOWN)
    listening.feed(speech.said("取消"))
    told = listening.finish()
    assert told.heard is None
    assert told.text == "今天天气真好"


def test_without_its_python_it_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        WhisperEars(tmp_path, tmp_path / "python", same)
