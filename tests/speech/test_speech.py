"""The test speech itself: listed, unspoiled, and heard right by the real ears."""

import json
import shutil
from array import array
from pathlib import Path

import pytest
import vosk

from tests.speech import (
    RATE,
    folder,
    kokoro,
    noise,
    pcm,
    recordings,
    said,
    silence,
    splice,
    summary,
    used,
)
from voice_models import locate

OUT_OF_DOMAIN = {"今天天气怎么样", "晚上去镇上看电影"}
# In the model's own words: it knows neither 我家 nor 谁家.
PHRASES = """我 家 还有 多少 分|我 家 有 多少 积分|多少 分|为什么|为什么 加分|为什么 扣分|我 家 排 第几
    |再说 一遍|慢 一点|大声 点|打印 小票
    |我 是 张 桂芳|三 组 王 秀 英 家 多少 分|我 要 换 茶叶|垃圾 分类 加 几分
    |找 三 零 三 四|回去|帮助|请 干部 帮忙|这 是 谁 家|取消|确定|开始|结束|谢谢"""
GRAMMAR = [phrase.strip() for phrase in PHRASES.split("|")]
SPOKEN = {phrase.replace(" ", "") for phrase in GRAMMAR}


@pytest.fixture(scope="module")
def model() -> vosk.Model:
    vosk.SetLogLevel(-1)
    return vosk.Model(str(locate("vosk-model-small-cn-0.22")))


def heard(model: vosk.Model, samples: bytes) -> str:
    # vosk reads no \u escapes: the grammar must go to it as plain UTF-8.
    grammar = json.dumps([*GRAMMAR, "[unk]"], ensure_ascii=False)
    recogniser = vosk.KaldiRecognizer(model, RATE, grammar)
    recogniser.AcceptWaveform(silence(0.3) + samples + silence(0.3))
    text: str = json.loads(recogniser.FinalResult())["text"]
    return text.replace(" ", "")


def test_the_rendered_sentences_are_all_there_and_under_a_megabyte() -> None:
    files = kokoro().values()
    assert set(files) == set((Path(__file__).parent / "kokoro").glob("*.wav"))
    assert sum(path.stat().st_size for path in files) < 1_000_000


@pytest.mark.parametrize("text", sorted(kokoro()))
def test_a_rendered_sentence_is_heard_as_what_it_says_or_as_nothing_we_know(model: vosk.Model, text: str) -> None:
    text_heard = heard(model, pcm(kokoro()[text]))
    if text in OUT_OF_DOMAIN:
        assert text_heard not in SPOKEN
    else:
        assert text_heard == text


@pytest.mark.parametrize("words", [["为什么"], ["取消"], ["帮助"], ["回去"], ["多少", "分"]])
def test_what_people_say_is_heard(model: vosk.Model, words: list[str]) -> None:
    assert heard(model, said(*words)) == "".join(words)


@pytest.mark.parametrize("words", [["取消"], ["多少", "分"]])
def test_without_the_folder_kokoro_says_the_same_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: list[str]
) -> None:
    monkeypatch.setenv("VILLAGE_RECORDINGS", str(tmp_path / "absent"))
    assert recordings() == {}
    assert said(*words) == pcm(kokoro()["".join(words)])
    assert "none" in summary()


def _pretend_people(monkeypatch: pytest.MonkeyPatch, place: Path, samples: Path) -> None:
    place.mkdir()
    shutil.copy(samples, place / "取消.wav")
    monkeypatch.setenv("VILLAGE_RECORDINGS", str(place))


def test_a_recording_that_is_not_the_listed_one_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _pretend_people(monkeypatch, tmp_path / "people", kokoro()["取消"])
    with pytest.raises(AssertionError, match=r"取消\.wav is not what recordings\.toml lists"):
        recordings()


def test_a_recording_counts_as_used_once_it_was_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _pretend_people(monkeypatch, tmp_path / "people", kokoro()["取消"])
    before = len(used())
    pcm(kokoro()["取消"])
    assert len(used()) == before
    pcm(folder() / "取消.wav")
    pcm(folder() / "取消.wav")
    assert len(used()) == before + 1


def test_a_splice_drops_the_silence_at_the_ends_and_keeps_the_gap() -> None:
    word = kokoro()["取消"]
    whole, one, two = pcm(word), splice([word]), splice([word, word], gap_s=0.5)
    assert len(one) < len(whole) - 2 * RATE * 0.15
    assert len(two) == 2 * len(one) + len(silence(0.5))
    assert splice([word], trim=False) == whole


def test_noise_is_as_long_and_as_loud_as_asked_and_always_the_same() -> None:
    samples = array("h", noise(1.5, seed=3, level=0.1))
    assert len(samples) == 1.5 * RATE
    assert (sum(s * s for s in samples) / len(samples)) ** 0.5 == pytest.approx(3277, rel=0.02)
    assert noise(0.1, 3, 0.1) == noise(0.1, 3, 0.1) != noise(0.1, 4, 0.1)
