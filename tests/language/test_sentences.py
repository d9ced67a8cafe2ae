"""Which of the sentences we know was said."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import vosk

import voice_models
from village.language import sentences
from village.language.sentences import grammars_for, intents_for, match, phrases_for, read_book, sentences_of
from village.language.wordings import expand

CASES: list[dict[str, Any]] = tomllib.loads(
    Path(sentences.__file__).with_name("sentence_cases.toml").read_text(encoding="utf-8")
)["case"]
SCREENS = sentences.screens()
INTENTS = sentences.book().intents


ROW = re.compile(r"\[(\w+)\]\{4,6\}")


def name_of(case: dict[str, Any]) -> str:
    return f"{case.get('screen', 'any')}: {case['heard'].replace(' ', '')} = {case.get('intent', 'none')}"


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_case(case: dict[str, Any]) -> None:
    found = match(case["heard"], intents_for(case["screen"]) if "screen" in case else None)
    assert (found.intent if found else None) == case.get("intent")
    assert dict(found.slots if found else {}) == case.get("slots", {})


@pytest.mark.parametrize("intent", INTENTS)
def test_every_intent_has_cases(intent: str) -> None:
    assert sum(case.get("intent") == intent for case in CASES) >= 3


@pytest.mark.parametrize("intent", [intent for intent in INTENTS if intent != "digits"])
def test_every_intent_is_said_in_twelve_ways(intent: str) -> None:
    without_courtesy = {re.sub(r"[了的吧请一下点家们]", "", each) for each in sentences_of(intent)}
    assert len(without_courtesy) >= 12


@pytest.mark.parametrize("intent", INTENTS)
def test_every_intent_is_live_somewhere(intent: str) -> None:
    assert [screen for screen in SCREENS if intent in intents_for(screen)]


@pytest.mark.parametrize("screen", SCREENS)
def test_whatever_a_screen_may_hear_is_understood_there(screen: str) -> None:
    for saying in phrases_for(screen):
        spoken = ROW.sub("零三幺七", saying)
        found = match(spoken, intents_for(screen))
        assert found is not None, saying
        assert found.phrase == spoken


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_listens_for_a_small_set(screen: str) -> None:
    assert 50 < len(phrases_for(screen)) <= 600


@pytest.mark.parametrize("screen", SCREENS)
def test_several_recognisers_share_what_a_screen_may_hear(screen: str) -> None:
    shared = [saying for phrases in grammars_for(screen).values() for saying in phrases]
    assert sorted(shared) == sorted(phrases_for(screen))
    assert "commands" in grammars_for(screen)
    assert ("digits" in grammars_for(screen)) is ("digits" in intents_for(screen))


@pytest.mark.parametrize("screen", SCREENS)
def test_help_and_the_way_back_can_be_asked_for_everywhere(screen: str) -> None:
    assert {"help", "back", "cancel", "repeat", "louder", "slower"} <= set(intents_for(screen))


def test_a_pin_is_never_spoken() -> None:
    assert "digits" not in intents_for("pin")


def test_blanks_mean_nothing() -> None:
    assert match("我有多少分") == match(" 我 有 多少 分 ")


def test_a_match_keeps_the_sentence() -> None:
    found = match("户号 零 三 零 幺 七")
    assert found is not None
    assert found.phrase == "户号零三零幺七"


def test_yes_and_no_are_long_words() -> None:
    for intent in ("confirm", "cancel"):
        for sentence in sentences_of(intent):
            assert len(sentence) >= 2
            assert "是" not in sentence


def test_no_yes_is_one_syllable_away_from_a_no() -> None:
    for yes in sentences_of("confirm"):
        for no in sentences_of("cancel"):
            assert len(yes) != len(no) or sum(a != b for a, b in zip(yes, no, strict=True)) > 1, (yes, no)


# --- the written form


@pytest.mark.parametrize(
    ("template", "written"),
    [
        ("查分", ["查分"]),
        ("查[一下]分", ["查分", "查一下分"]),
        ("(查|看)分", ["查分", "看分"]),
        ("[请]<look>[一下]", ["查", "查一下", "看", "看一下", "请查", "请查一下", "请看", "请看一下"]),
        ("[(查|看)|念]分", ["分", "查分", "看分", "念分"]),
        ("户号 {digits}", ["户号{digits}"]),
        ("[分]分", ["分", "分分"]),
    ],
    ids=str,
)
def test_a_template_is_written_out(template: str, written: list[str]) -> None:
    assert expand(template, {"look": "(查|看)"}) == written


@pytest.mark.parametrize(
    ("template", "complaint"),
    [
        ("查[一下", "does not close"),
        ("(查|看", "does not close"),
        ("查)分", "closes nothing"),
        ("(查]分", "does not close"),
        ("(查|)分", "empty choice"),
        ("[]分", "empty choice"),
        ("", "empty choice"),
        ("<nobody>", "unknown rule"),
        ("<loop>", "unknown rule"),
        ("查>分", "stray sign"),
        ("{分", "stray sign"),
    ],
)
def test_a_faulty_template_is_refused(template: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        expand(template, {"loop": "[甲]<loop>"})


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ('[intents]\na = ["甲"]\nb = ["甲"]', "甲 is said for a and for b"),
        ('[intents]\na = ["[甲]"]', "may not be empty"),
        ('[intents]\na = ["{nothing}"]', "unknown slots"),
        ('[intents]\na = ["甲"]\n[screens]\nhome = ["b"]', "screen home names unknown intents"),
    ],
)
def test_a_faulty_book_is_refused(source: str, complaint: str) -> None:
    extra = "" if "[screens]" in source else "\n[screens]"
    with pytest.raises(ValueError, match=complaint):
        read_book(f"[rules]\n{source}{extra}")


# --- the recogniser's own words


@pytest.fixture(scope="module")
def model() -> vosk.Model:
    vosk.SetLogLevel(-1)
    return vosk.Model(str(voice_models.locate("vosk-model-small-cn-0.22")))


@pytest.mark.parametrize("screen", SCREENS)
def test_every_sentence_is_made_of_words_the_model_has(screen: str, model: vosk.Model) -> None:
    words = {part for saying in phrases_for(screen) for part in (ROW.sub("", saying), *"".join(ROW.findall(saying)))}
    missing = {word for word in words if not composed(word, model)}
    assert not missing


def test_a_missing_word_would_be_found(model: vosk.Model) -> None:
    assert composed("查分", model)
    assert not composed("查淑", model)


def composed(saying: str, model: vosk.Model) -> bool:
    """Whether the saying can be cut into words of the model in at least one way."""
    reached = {0}
    for end in range(1, len(saying) + 1):
        if any(start in reached and model.vosk_model_find_word(saying[start:end]) >= 0 for start in range(end)):
            reached.add(end)
    return len(saying) in reached
