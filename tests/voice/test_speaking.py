"""Speech from the real worker, through the client."""

from __future__ import annotations

import io
import wave
from array import array
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests import speech
from tests.voice.utterance import COMMANDS, chunks
from village.errors import VillageError
from village.voice.client import Voice

SENTENCE = "您家现在有一百零五分。"


def seconds(wav: bytes) -> float:
    with wave.open(io.BytesIO(wav)) as read:
        return read.getnframes() / read.getframerate()


def test_the_wav_is_not_silent(voice: Voice) -> None:
    with wave.open(io.BytesIO(voice.speak(SENTENCE))) as read:
        assert max(map(abs, array("h", read.readframes(read.getnframes())))) > 8_000


def test_slower_is_slower_and_faster_faster(voice: Voice) -> None:
    lengths = [seconds(voice.speak(SENTENCE, rate)) for rate in range(1, 8)]
    assert lengths == sorted(set(lengths), reverse=True)


@pytest.mark.parametrize("text", ["有105分", "abc", ""])
def test_what_would_be_misread_is_refused(voice: Voice, text: str) -> None:
    with pytest.raises(ValueError):
        voice.speak(text)


def test_a_text_without_a_comma_is_said_in_breaths(voice: Voice) -> None:
    assert seconds(voice.speak("门口堆柴草" * 100)) > 5 * seconds(voice.speak("门口堆柴草" * 10))
    assert seconds(voice.speak("shan4 家" * 100)) > 20


def test_a_step_that_is_none_is_refused(voice: Voice) -> None:
    with pytest.raises(ValueError):
        voice.speak(SENTENCE, 9)


def test_a_sentence_said_before_is_the_same_sound(voice: Voice) -> None:
    assert voice.speak("请刷一下积分卡。") == voice.speak("请刷一下积分卡。")


def test_a_private_sentence_is_not_kept(voice: Voice) -> None:
    # espeak's breath differs from call to call, so a kept sound is known by being the very same one.
    assert voice.speak("张桂芳家欠十二分。", private=True) != voice.speak("张桂芳家欠十二分。", private=True)


def test_a_long_text_is_said_to_its_end(voice: Voice) -> None:
    line = "三月十五号，参加村里打扫卫生，加两分。"
    one, twenty = seconds(voice.speak(line)), seconds(voice.speak(line * 20))
    assert twenty == pytest.approx(20 * one, rel=0.15)


def test_many_faces_at_once_are_all_answered_while_someone_is_listened_to(voice: Voice) -> None:
    texts = ["好" * count for count in range(1, 9)]
    with ThreadPoolExecutor(8) as pool:
        spoken = [pool.submit(voice.speak, text) for text in texts * 5]
        listening = voice.begin({"commands": COMMANDS})
        for n, chunk in enumerate(chunks(speech.said("取消"))):
            voice.send(listening, n, chunk)
        progress = voice.end(listening)
        lengths = [seconds(each.result()) for each in spoken]
    assert progress.heard
    assert lengths[:8] == sorted(lengths[:8])
    assert lengths == lengths[:8] * 5


def test_without_a_worker_it_is_said_which_part_is_missing() -> None:
    nowhere = Voice(speech.folder() / "no-such.sock", patience=0)
    with pytest.raises(VillageError, match="mouth_missing"):
        nowhere.speak(SENTENCE)
    with pytest.raises(VillageError, match="ears_missing"):
        nowhere.begin({"commands": COMMANDS})
    assert nowhere.status().ears == "away"
