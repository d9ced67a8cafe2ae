"""A visitor speaks, over the real socket, to the real worker with the real model."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest

from tests import speech
from tests.voice.utterance import COMMANDS, chunks, speak
from village.errors import VillageError
from village.language.sentences import phrases_for
from village.voice.client import LARGEST_CHUNK, Voice


def ends(sound: bytes) -> float:
    """The second at which the last sound stands that is not far below the loudest."""
    values = array("h", sound)
    floor = 0.02 * max(map(abs, values))
    return max(at for at, value in enumerate(values) if abs(value) > floor) / 16_000


@pytest.mark.parametrize("word", ["为什么", "取消", "帮助", "回去"])
def test_a_word_is_heard(voice: Voice, word: str) -> None:
    progress = speak(voice, speech.silence(0.3) + speech.said(word) + speech.silence(2))
    assert progress.state == "heard"
    assert progress.heard
    assert (progress.heard.grammar, progress.heard.phrase) == ("commands", word)


def test_a_phrase_spliced_from_two_words_is_heard_among_all_those_of_a_screen(voice: Voice) -> None:
    sound = speech.silence(0.3) + speech.said("多少", "分") + speech.silence(2)
    progress = speak(voice, sound, {"screen": phrases_for("balance")})
    assert progress.heard
    assert progress.heard.phrase == "多少分"


def test_of_recognisers_that_hear_a_whole_phrase_the_one_that_hears_it_best_is_believed(voice: Voice) -> None:
    """Of the same sound a small grammar may hear a part: far less likely than the whole, it is not believed."""
    sound = speech.silence(0.3) + speech.said("多少", "分") + speech.silence(2)
    progress = speak(voice, sound, {"short": ["多少", "多少多少"], "long": ["多少分"], "other": ["取消"]})
    assert progress.heard
    assert progress.heard.by_grammar == {"long": "多少分", "short": None, "other": None}
    assert progress.phrases == ("多少分",)


def test_the_end_of_a_whole_phrase_is_found_while_the_microphone_is_still_open(voice: Voice) -> None:
    spoken = speech.silence(0.3) + speech.said("取消")
    progress = speak(voice, spoken + speech.silence(4))
    assert progress.state == "heard"
    assert 0.3 <= progress.seconds - ends(spoken) <= 0.8


def test_after_half_a_phrase_one_is_waited_for(voice: Voice) -> None:
    grammar = {"commands": ("为什么帮助", "取消")}
    half = speech.silence(0.3) + speech.said("为什么")
    progress = speak(voice, half + speech.silence(4), grammar)
    assert progress.state == "not_understood"
    assert 1.1 <= progress.seconds - ends(half) <= 1.8
    whole = half + speech.silence(1.0) + speech.said("帮助") + speech.silence(2)
    progress = speak(voice, whole, grammar)
    assert progress.heard
    assert progress.heard.phrase == "为什么帮助"


def unrelated() -> dict[str, Path]:
    people = {text: path for text, path in speech.recordings().items() if path.name.startswith("aishell3")}
    return people or {text: speech.kokoro()[text] for text in ("今天天气怎么样", "晚上去镇上看电影")}


@pytest.mark.parametrize(("text", "path"), list(unrelated().items())[:6], ids=list(unrelated())[:6])
def test_what_is_no_question_of_the_kiosk_is_not_understood(voice: Voice, text: str, path: Path) -> None:
    progress = speak(voice, speech.pcm(path) + speech.silence(2), {"screen": phrases_for("balance")})
    assert progress.state in ("not_understood", "too_long"), text
    assert progress.heard is None


def test_silence_is_called_silence_after_five_seconds(voice: Voice) -> None:
    progress = speak(voice, speech.silence(9))
    assert progress.state == "silence"
    assert 4.9 <= progress.seconds <= 5.3


@pytest.mark.parametrize("level", [0.003, 0.03, 0.3])
def test_noise_is_not_accepted(voice: Voice, level: float) -> None:
    progress = speak(voice, speech.noise(9, seed=2, level=level), {"screen": phrases_for("balance")})
    assert progress.final
    assert progress.heard is None


def test_a_fan_beside_the_kiosk_does_not_keep_it_from_hearing(voice: Voice) -> None:
    spoken = array("h", speech.silence(0.6) + speech.said("取消") + speech.silence(3))
    fan = array("h", speech.noise(len(spoken) / 16_000, seed=7, level=0.004))
    progress = speak(voice, array("h", map(sum, zip(spoken, fan, strict=True))).tobytes())
    assert progress.heard
    assert progress.heard.phrase == "取消"
    assert progress.seconds < len(spoken) / 16_000 - 1.5


def test_nobody_is_listened_to_for_more_than_eight_seconds(voice: Voice) -> None:
    talk = b"".join(speech.said(word) for word in ("取消", "回去", "帮助", "为什么") * 4)
    progress = speak(voice, talk + talk)
    assert progress.state == "too_long"
    assert 7.9 <= progress.seconds <= 8.3


def test_the_level_bar_moves_with_the_voice(voice: Voice) -> None:
    listening = voice.begin({"commands": COMMANDS})
    sound = speech.silence(0.4) + speech.said("取消")
    levels = [voice.send(listening, n, chunk).level for n, chunk in enumerate(chunks(sound))]
    voice.cancel(listening)
    assert max(levels[:2]) < 0.1
    assert max(levels) > 0.5


def test_letting_go_of_the_button_ends_the_listening(voice: Voice) -> None:
    listening = voice.begin({"commands": COMMANDS})
    for n, chunk in enumerate(chunks(speech.said("取消"))):
        voice.send(listening, n, chunk)
    progress = voice.end(listening)
    assert progress.heard
    assert progress.heard.phrase == "取消"
    assert voice.end(listening) == progress


def test_a_chunk_sent_twice_is_answered_the_same_and_heard_once(voice: Voice) -> None:
    listening = voice.begin({"commands": COMMANDS})
    for n, chunk in enumerate(chunks(speech.silence(0.3) + speech.said("取消") + speech.silence(2))):
        first, again = voice.send(listening, n, chunk), voice.send(listening, n, chunk)
        assert first == again
        if first.final:
            break
    assert first.heard
    assert first.heard.phrase == "取消"


def test_an_early_chunk_sent_again_late_changes_nothing(voice: Voice) -> None:
    listening = voice.begin({"commands": COMMANDS})
    parts = list(chunks(speech.silence(0.4) + speech.said("取消")))
    answers = [voice.send(listening, n, part) for n, part in enumerate(parts)]
    assert voice.send(listening, 0, parts[0]) == answers[0]
    progress = voice.end(listening)
    assert progress.heard


def test_a_missing_chunk_is_told_and_can_still_come(voice: Voice) -> None:
    listening = voice.begin({"commands": COMMANDS})
    parts = list(chunks(speech.said("取消")))
    voice.send(listening, 0, parts[0])
    with pytest.raises(VillageError, match="chunks_out_of_order"):
        voice.send(listening, 2, parts[2])
    for n, part in enumerate(parts[1:], start=1):
        voice.send(listening, n, part)
    assert voice.end(listening).heard


@pytest.mark.parametrize("bad", [b"\0" * 6_401, b"x", b"\0" * (2 * LARGEST_CHUNK)], ids=["odd", "one byte", "huge"])
def test_a_chunk_that_is_no_sound_is_told_and_not_counted(voice: Voice, bad: bytes) -> None:
    listening = voice.begin({"commands": COMMANDS})
    with pytest.raises(VillageError, match="audio_bad"):
        voice.send(listening, 0, bad)
    for n, chunk in enumerate(chunks(speech.said("取消"))):
        voice.send(listening, n, chunk)
    assert voice.end(listening).heard


def test_any_bytes_at_all_are_only_noise(voice: Voice) -> None:
    wav_header = b"RIFF\xff\xff\xff\xffWAVEfmt " + bytes(range(256)) * 400
    assert speak(voice, wav_header).heard is None


@pytest.mark.parametrize("rate", [8_000, 44_100, 48_000])
def test_sound_of_another_rate_is_refused_before_anything_is_said(voice: Voice, rate: int) -> None:
    with pytest.raises(VillageError, match="audio_bad"):
        voice.begin({"commands": COMMANDS}, sample_rate=rate)


def test_a_second_listener_is_told_that_the_ears_are_busy(voice: Voice) -> None:
    listening = voice.begin({"commands": COMMANDS}, listener="大厅")
    with pytest.raises(VillageError, match="busy"):
        voice.begin({"commands": COMMANDS}, listener="门口")
    assert voice.status().listening
    voice.cancel(listening)
    voice.cancel(voice.begin({"commands": COMMANDS}, listener="门口"))


def test_a_kiosk_that_begins_again_is_not_busy_with_itself(voice: Voice) -> None:
    first = voice.begin({"commands": COMMANDS}, listener="大厅")
    second = voice.begin({"commands": COMMANDS}, listener="大厅")
    with pytest.raises(VillageError, match="chunks_out_of_order"):
        voice.send(first, 0, b"")
    voice.cancel(second)


def test_a_listening_that_is_unknown_or_over_is_told(voice: Voice) -> None:
    with pytest.raises(VillageError, match="chunks_out_of_order"):
        voice.send("no such", 0, b"")
    voice.cancel("no such")


def test_what_cannot_be_heard_is_told(voice: Voice) -> None:
    assert voice.check(["取消", "张龘", "多少分"]) == {"张龘": ("龘",)}
    voice.cancel(voice.begin({"names": ["{name}"]}, slots={"name": ["张龘"]}))
    assert "龘" in voice.status().missing


def test_what_has_another_character_of_its_sound_can_be_heard(voice: Voice) -> None:
    assert voice.check(["阎淑兰", "裴芝", "翟毅"]) == {}


def test_a_row_of_digits_is_heard_where_one_is_asked_for(voice: Voice) -> None:
    digits = ("零", "三", "两", "九")
    if any(digit not in speech.recordings() for digit in digits):
        digits = ("帮助", "回去")  # Kokoro says no single digits; a row is a row
    words = "".join(sorted({*"".join(digits), *"零一二三四五六七八九幺两"}))
    row = f"[{words}]{{4,8}}"
    sound = speech.silence(0.2).join(speech.said(digit) for digit in digits)
    progress = speak(voice, sound + speech.silence(2), {"digits": [row]})
    assert progress.heard
    assert progress.heard.phrase == "".join(digits)
