"""Clips become sentences: at their pace, at their pitch, without a click, and by one voice. Kokoro speaks."""

from __future__ import annotations

import io
import math
import wave
from array import array
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from tests import speech
from village.devices import clip
from village.devices.mouth import RATES, EspeakMouth
from village.devices.stretching import stretched
from village.voice.clips import RENDERED, Clips
from village.voice.narrating import narrated

SENTENCES = ("我要换茶叶，为什么加分，多少分。", "垃圾分类加几分？", "三组王秀英家多少分。", "我是张桂芳，请干部帮忙。")
CHARACTERS = 13 + 7 + 9 + 9


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Kokoro's sentences as clips, and one of them by a villager too."""
    made = tmp_path_factory.mktemp("voices")
    for text, path in speech.kokoro().items():
        clip.lay(clip.place(made, RENDERED, text), clip.of(path.read_bytes()))
    clip.lay(clip.place(made, "villager", "取消"), clip.of(speech.kokoro()["确定"].read_bytes()))
    return made


def espeak(text: str) -> bytes:
    return EspeakMouth().say(text)


def samples(wav: bytes) -> array[int]:
    with wave.open(io.BytesIO(wav)) as read:
        assert (read.getframerate(), read.getnchannels(), read.getsampwidth()) == (22_050, 1, 2)
        return array("h", read.readframes(read.getnframes()))


def pitch(sound: array[int]) -> float:
    """The median of the voiced parts, in hertz."""
    waves = np.array(sound, float)
    found = []
    for start in range(0, len(waves) - 1024, 256):
        part = waves[start : start + 1024]
        alike = np.correlate(part, part, "full")[1023:]
        period = 55 + int(alike[55:315].argmax())
        if alike[period] > 0.5 * alike[0] > 1e9:
            found.append(22_050 / period)
    return float(np.median(found))


@pytest.mark.parametrize(("rate", "wanted"), list(enumerate(RATES, start=1)))
def test_each_step_speaks_its_characters_a_minute(folder: Path, rate: int, wanted: int) -> None:
    long = sum(len(samples(narrated(text, rate, espeak, Clips(folder)))) for text in SENTENCES) / 22_050
    assert CHARACTERS * 60 / long == pytest.approx(wanted, rel=0.05)


@pytest.mark.parametrize("factor", [0.6, 1.4, 2.0])
def test_stretched_speech_keeps_its_pitch(folder: Path, factor: float) -> None:
    said = clip.samples_of(clip.place(folder, RENDERED, "垃圾分类加几分").read_bytes())
    longer = stretched(said, factor)
    assert len(longer) == pytest.approx(factor * len(said), rel=0.01)
    assert pitch(longer) == pytest.approx(pitch(said), rel=0.05)


@pytest.mark.parametrize("factor", [0.6, 1.6])
def test_speech_that_is_stretched_leaves_its_consonants_as_long_as_they_are(folder: Path, factor: float) -> None:
    def hissing(sound: array[int]) -> int:
        frames = [sound[at : at + 220] for at in range(0, len(sound) - 220, 220)]
        turns = [sum((one < 0) != (other < 0) for one, other in pairwise(frame)) for frame in frames]
        return sum(max(frame) > 300 and each > 60 for frame, each in zip(frames, turns, strict=True))

    said = clip.samples_of(clip.place(folder, RENDERED, "垃圾分类加几分").read_bytes())
    assert hissing(said) > 20
    assert hissing(stretched(said, factor)) == pytest.approx(hissing(said), rel=0.1)


def test_no_join_clicks(folder: Path) -> None:
    alone = (samples(narrated(text, 3, espeak, Clips(folder))) for text in ("为什么加分", "多少分", "我要换茶叶"))
    loudest = max(abs(a - b) for each in alone for a, b in pairwise(each))
    joined = samples(narrated("我要换茶叶，为什么加分，多少分。", 3, espeak, Clips(folder)))
    assert max(abs(a - b) for a, b in pairwise(joined)) <= loudest
    assert abs(joined[0]) < 50
    assert abs(joined[-1]) < 50


def test_clips_and_espeak_are_equally_loud(folder: Path) -> None:
    def loudness(sound: array[int]) -> float:
        frames = [math.sqrt(sum(x * x for x in sound[at : at + 220]) / 220) for at in range(0, len(sound), 220)]
        spoken = [each for each in frames if each > 0.1 * max(frames)]
        return 20 * math.log10(sum(spoken) / len(spoken))

    said = [loudness(samples(narrated(text, 3, espeak, Clips(folder)))) for text in SENTENCES]
    by_espeak = loudness(samples(espeak("您家现在有一百零五分。")))
    assert max(abs(each - by_espeak) for each in said) < 3


def test_a_sentence_is_said_by_one_voice_or_by_espeak_whole(folder: Path) -> None:
    said: list[str] = []

    def noted(text: str) -> bytes:
        said.append(text)
        return espeak(text)

    clips = Clips(folder)
    narrated("我是张桂芳，我要换酱油。为什么加分？多少分，没有的话。好。", 3, noted, clips)
    assert said == ["我是张桂芳，我要换酱油。", "多少分，没有的话。好。"]
    narrated("取消，多少分。", 3, noted, clips)  # the villager has only the first of it
    assert said[2:] == []


def test_a_villager_goes_before_the_machine(folder: Path) -> None:
    clips = Clips(folder)
    assert narrated("取消。", 4, espeak, clips) == narrated("确定。", 4, espeak, clips)  # the sound that was laid there
    assert narrated("取消。", 4, espeak, clips, voice=RENDERED) != narrated("取消。", 4, espeak, clips)


def test_a_clip_that_is_taken_away_or_spoiled_leaves_the_sentence_to_espeak(folder: Path, tmp_path: Path) -> None:
    clips = Clips(tmp_path)
    there = clip.place(tmp_path, RENDERED, "多少分")
    clip.lay(there, clip.place(folder, RENDERED, "多少分").read_bytes())
    assert there.stat().st_mode & 0o777 == 0o600
    assert there.parent.stat().st_mode & 0o777 == 0o700
    assert clips.say("多少分。", 3)
    there.write_bytes(b"no wav")
    assert clips.say("多少分。", 3) is None
    there.unlink()
    assert narrated("多少分。", 3, espeak, clips)


def test_a_step_that_is_none_is_refused(folder: Path) -> None:
    with pytest.raises(ValueError, match="step"):
        narrated("多少分。", 8, espeak, Clips(folder))


@pytest.mark.parametrize(
    ("wav", "code"),
    [
        (b"", "clip_bad"),
        (b"RIFF\x00\x00\x00\x00WAVE", "clip_bad"),
        (clip.wav(array("h", bytes(2 * 22_050))), "clip_faint"),
        (clip.wav(array("h", bytes(2 * 31 * 22_050))), "clip_long"),
    ],
)
def test_what_is_no_clip_is_refused(wav: bytes, code: str) -> None:
    with pytest.raises(clip.ClipError, match=code):
        clip.of(wav)


@pytest.mark.parametrize("rate", [16_000, 48_000])
def test_a_recording_of_any_rate_becomes_the_same_clip(rate: int) -> None:
    said = array("h", speech.pcm(speech.kokoro()["为什么"]))
    target = io.BytesIO()
    with wave.open(target, "wb") as made:
        made.setparams((2, 2, rate, 0, "NONE", ""))
        made.writeframes(array("h", (x for each in said for x in (each, each) * (rate // 16_000))).tobytes())
    own = clip.samples_of(clip.of(target.getvalue()))
    assert len(own) / 22_050 == pytest.approx(len(said) / 16_000 - 0.2, abs=0.08)  # less the quiet at its ends
    assert max(map(abs, own)) <= 30_000
