"""The ears with the real model, and people's words (or Kokoro's where no recordings lie)."""

from __future__ import annotations

from array import array
from functools import cache
from pathlib import Path

import pytest

import voice_models
from tests import speech
from village.devices.ears import MODEL, EarsError, Partial, VoskEars
from village.language.sentences import phrases_for, screens

COMMANDS = ("为什么", "取消", "帮助", "回去", "多少分", "我家还有多少分")


@cache
def ears() -> VoskEars:
    return VoskEars(voice_models.locate(MODEL))


def heard(sound: bytes, *grammars: tuple[str, ...], step: int = 6_400) -> Partial:
    listener = ears().listen({f"grammar {place}": each for place, each in enumerate(grammars)})
    for start in range(0, len(sound), step):
        listener.feed(sound[start : start + step])
    return listener.finish()


@pytest.mark.parametrize("word", ["为什么", "取消", "帮助", "回去"])
def test_a_word_is_heard(word: str) -> None:
    said = heard(speech.silence(0.3) + speech.said(word) + speech.silence(0.5), COMMANDS)
    assert said.heard
    assert said.heard.phrase == word


def test_a_phrase_of_two_words_is_heard() -> None:
    said = heard(speech.silence(0.3) + speech.said("多少", "分") + speech.silence(0.5), phrases_for("balance"))
    assert said.heard
    assert said.heard.phrase == "多少分"


def test_a_phrase_with_a_long_pause_inside_is_heard_whole() -> None:
    sound = speech.said("为什么") + speech.silence(1.0) + speech.said("帮助") + speech.silence(0.4)
    said = heard(sound, ("为什么帮助", "取消"))
    assert said.heard
    assert said.heard.phrase == "为什么帮助"


def test_a_number_is_heard_beside_all_else_that_may_be_said_there() -> None:
    said = "找三零三四"
    sound = speech.silence(0.3) + speech.pcm(speech.kokoro()[said]) + speech.silence(0.5)
    found = heard(sound, phrases_for("identify")).heard
    assert found
    assert found.phrase == said


def test_half_a_phrase_is_not_heard() -> None:
    said = heard(speech.said("为什么") + speech.silence(0.5), ("为什么帮助", "取消"))
    assert said.heard is None
    assert said.text


def louder(sound: bytes, times: float) -> bytes:
    return array("h", (round(times * each) for each in array("h", sound))).tobytes()


def test_a_short_word_is_heard_between_people_who_talk_further_off_and_not_between_words_as_loud() -> None:
    before, word, behind = (speech.said(each) for each in ("为什么", "回去", "帮助"))
    beside = louder(before, 0.15) + louder(word, 1.0) + louder(behind, 0.15)
    found = heard(speech.silence(0.3) + beside + speech.silence(0.5), COMMANDS)
    assert found.heard
    assert found.heard.phrase == "回去"
    assert found.heard.lead == 0, "it is too little to act on"
    as_loud = before + word + behind
    assert heard(speech.silence(0.3) + as_loud + speech.silence(0.5), COMMANDS).heard is None


def test_what_was_heard_before_leaves_nothing_behind() -> None:
    sound = speech.silence(0.3) + speech.said("取消") + speech.silence(0.5)
    first = heard(sound, COMMANDS)
    broken_off = ears().listen({"grammar 0": COMMANDS})
    broken_off.feed(speech.said("为什么"))
    del broken_off
    again = heard(sound, COMMANDS)
    assert first.heard
    assert again.heard
    assert (again.text, again.heard.phrase) == (first.text, first.heard.phrase) == ("取消", "取消")


def test_two_listen_to_the_same_question_each_for_itself() -> None:
    one, other = (ears().listen({"grammar 0": COMMANDS}) for _ in range(2))
    one.feed(speech.silence(0.3) + speech.said("取消"))
    other.feed(speech.silence(0.3) + speech.said("帮助"))
    assert [each.text for each in (one.finish(), other.finish())] == ["取消", "帮助"]


def test_several_questions_are_asked_of_the_same_sound() -> None:
    said = heard(speech.said("取消") + speech.silence(0.4), ("帮助", "回去"), ("取消", "确定"))
    assert said.heard
    assert (said.heard.grammar, said.heard.phrase) == ("grammar 1", "取消")
    assert said.heard.by_grammar == {"grammar 0": None, "grammar 1": "取消"}


def test_the_phrase_shows_while_it_is_spoken() -> None:
    listener = ears().listen({"commands": COMMANDS})
    sound = speech.said("取消") + speech.silence(0.3)
    partials = [listener.feed(sound[start : start + 3_200]) for start in range(0, len(sound), 3_200)]
    assert partials[0].heard is None
    assert partials[-1].heard
    assert partials[-1].heard.phrase == "取消"


def unrelated() -> dict[str, Path]:
    people = {text: path for text, path in speech.recordings().items() if path.name.startswith(("aishell3", "wenet"))}
    return people or {
        text: path for text, path in speech.kokoro().items() if text in ("今天天气怎么样", "晚上去镇上看电影")
    }


@pytest.mark.parametrize(("text", "path"), unrelated().items(), ids=unrelated())
def test_what_is_no_question_of_the_kiosk_is_not_accepted(text: str, path: Path) -> None:
    said = heard(speech.pcm(path), phrases_for("balance"), phrases_for("identify"))
    assert said.heard is None, text


def test_silence_comes_to_nothing() -> None:
    assert heard(speech.silence(3), COMMANDS) == Partial("", None)


@pytest.mark.parametrize("level", [0.001, 0.01, 0.1])
def test_noise_is_not_accepted(level: float) -> None:
    assert heard(speech.noise(3, seed=1, level=level), phrases_for("balance")).heard is None


def test_every_phrase_of_every_screen_is_in_words_that_the_model_has() -> None:
    assert {phrase for screen in screens() for phrase in phrases_for(screen) if ears().lacks(phrase)} == set()


def test_a_character_without_a_word_is_told_and_the_others_are_heard_all_the_same() -> None:
    listener = ears().listen({"names": ("阎淑兰", "取消")})
    assert listener.missing == {"阎淑兰": ("阎", "淑")}
    sound = speech.said("取消") + speech.silence(0.4)
    listener.feed(sound)
    said = listener.finish()
    assert said.heard
    assert said.heard.phrase == "取消"


def test_a_grammar_of_which_the_model_has_nothing_hears_nothing() -> None:
    said = heard(speech.said("取消"), ("阎淑",), ("取消",))
    assert said.heard
    assert said.heard.by_grammar == {"grammar 0": None, "grammar 1": "取消"}


def test_what_is_no_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(EarsError, match=str(tmp_path)):
        VoskEars(tmp_path)
