"""The mouth with the real espeak-ng. Its sound differs from call to call by a breath, so lengths and loudness count."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import wave
from array import array
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import espeakng_loader
import pytest

from village.devices.mouth import RATES, EspeakMouth, MouthError

ROOT = Path(__file__).resolve().parents[2]
SENTENCES = (
    "您家现在有一百零五分。",
    "三月十五号，参加村里打扫卫生，加两分。",
    "没听清，请再说一遍，比如：我有多少分",
    "打印机没有纸，小票没打出来，您的分没有变，请干部看一下。",
)


@cache
def mouth() -> EspeakMouth:
    return EspeakMouth()


def samples(wav: bytes) -> tuple[array[int], int]:
    with wave.open(io.BytesIO(wav)) as read:
        assert (read.getnchannels(), read.getsampwidth()) == (1, 2)
        return array("h", read.readframes(read.getnframes())), read.getframerate()


def seconds(wav: bytes) -> float:
    sound, rate = samples(wav)
    return len(sound) / rate


def characters(text: str) -> int:
    return sum("一" <= each <= "鿿" for each in text)


def test_it_works() -> None:
    sound, _ = samples(mouth().say("您好"))
    assert max(map(abs, sound)) > 8_000


def test_the_sound_comes_at_once_and_ends_with_the_words() -> None:
    sound, rate = samples(mouth().say(SENTENCES[0]))
    assert max(map(abs, sound[: rate // 20])) > 150
    assert max(map(abs, sound[-rate // 4 :])) > 150


def test_each_step_is_faster_than_the_one_before() -> None:
    for text in SENTENCES:
        lengths = [seconds(mouth().say(text, rate)) for rate in range(1, len(RATES) + 1)]
        assert lengths == sorted(lengths, reverse=True)
        assert len(set(lengths)) == len(RATES)


@pytest.mark.parametrize(("rate", "wanted"), list(enumerate(RATES, start=1)))
def test_each_step_speaks_its_characters_a_minute(rate: int, wanted: int) -> None:
    said = sum(map(characters, SENTENCES)) / sum(seconds(mouth().say(text, rate)) for text in SENTENCES)
    assert said * 60 == pytest.approx(wanted, rel=0.1)


def test_pitch_is_not_speed() -> None:
    low, high = (seconds(mouth().say(SENTENCES[1], pitch=pitch)) for pitch in (20, 80))
    assert low == pytest.approx(high, rel=0.03)


def test_a_reading_may_be_given_in_pinyin() -> None:
    assert seconds(mouth().say("shan4 老师")) == pytest.approx(seconds(mouth().say("善老师")), rel=0.15)


@pytest.mark.parametrize(
    "text", ["您有105分", "A组", "abc", "百分之5", "１２分", "+十分", "五%", "lu5ck", "shan4x", "张三\n李四", "😀", ""]
)
def test_what_would_be_misread_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        mouth().say(text)


@pytest.mark.parametrize("text", ["，。", "好" * 301])
def test_nothing_and_too_much_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        mouth().say(text)


@pytest.mark.parametrize(("rate", "pitch"), [(0, 40), (8, 40), (3, -1), (3, 100)])
def test_a_step_that_is_none_is_refused(rate: int, pitch: int) -> None:
    with pytest.raises(ValueError):
        mouth().say("您好", rate, pitch)


def test_after_a_refusal_it_goes_on_speaking() -> None:
    with pytest.raises(ValueError):
        mouth().say("105")
    assert seconds(mouth().say("您好")) > 0.3


def test_many_at_once_all_get_their_own_sound() -> None:
    texts = ["好" * count for count in range(1, 9)] * 3
    with ThreadPoolExecutor(8) as pool:
        lengths = list(pool.map(lambda text: seconds(mouth().say(text)), texts))
    expected = [seconds(mouth().say(text)) for text in texts]
    assert lengths == pytest.approx(expected, rel=0.1)


def test_a_text_that_takes_too_long_is_given_up() -> None:
    hasty = EspeakMouth(timeout=0.0)
    with pytest.raises(MouthError, match="too long"):
        hasty.say(SENTENCES[0])


def speak_with(packages: Path) -> subprocess.CompletedProcess[str]:
    """Speak in a process of its own, whose espeakng_loader is the one in `packages`."""
    code = (
        "from village.devices.mouth import EspeakMouth, MouthError\n"
        "try: print(len(EspeakMouth().say('您好')))\n"
        "except MouthError as why: print(why)"
    )
    paths = f"{packages}{os.pathsep}{ROOT}"
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def loader_in(packages: Path) -> Path:
    package = packages / "espeakng_loader"
    package.mkdir(parents=True)
    wheel = Path(espeakng_loader.__file__).parent
    shutil.copy(wheel / "__init__.py", package)
    (package / "libespeak-ng.so").symlink_to(wheel / "libespeak-ng.so")
    return package


def test_it_speaks_from_a_checkout_that_lies_deep(tmp_path: Path) -> None:
    package = loader_in(tmp_path.joinpath("乡" * 40, "村" * 40))  # espeak itself takes 160 bytes of path
    (package / "espeak-ng-data").symlink_to(espeakng_loader.get_data_path())
    said = speak_with(package.parent)
    assert int(said.stdout) > 10_000, said.stderr


def test_without_its_data_it_says_so_and_does_not_end_the_process(tmp_path: Path) -> None:
    package = loader_in(tmp_path)
    (package / "espeak-ng-data").mkdir()
    said = speak_with(tmp_path)
    assert said.returncode == 0, said.stderr
    assert "data" in said.stdout
