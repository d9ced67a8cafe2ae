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

FOLDER = Path(sentences.__file__).with_name("sentence_cases")
CASES: list[dict[str, Any]] = [
    case for file in sorted(FOLDER.glob("*.toml")) for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]
VILLAGE = {
    "name": {"张桂芳", "王秀英", "李建国"},
    "group": {"一组", "二组", "三组"},
    "goods": {"酱油", "大米", "茶叶"},
    "item": {"垃圾分类", "烧秸秆", "义务献血"},
}
SAID = {"name": "张桂芳", "group": "三组", "goods": "酱油", "item": "垃圾分类", "digits": "零三幺七", "nth": "二"}
SCREENS = sentences.screens()
INTENTS = sentences.book().intents
SMALL_WORDS = re.compile("请|麻烦|谢谢|帮我|给我|一下|我们家|[我家了的吧啊呀呢嘛吗哦啦一]")


def plainly(way: str) -> str:
    """What is left of a sentence without particles, courtesy, 我 or 我家, and the order of its words."""
    return "".join(sorted(SMALL_WORDS.sub("", way)))


def spoken(saying: str) -> str:
    """A sentence with something of this village in its open parts."""
    return re.sub(r"\[(\w+)\]\{\d,\d\}", lambda row: "二" if "{1" in row[0] else "零三幺七", saying).format_map(SAID)


def name_of(case: dict[str, Any]) -> str:
    return f"{case.get('screen', 'any')}: {case['heard'].replace(' ', '')} = {case.get('intent', 'none')}"


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_case(case: dict[str, Any]) -> None:
    found = match(case["heard"], intents_for(case["screen"]) if "screen" in case else None, VILLAGE)
    assert (found.intent if found else None) == case.get("intent")
    assert dict(found.slots if found else {}) == case.get("slots", {})


@pytest.mark.parametrize("intent", INTENTS)
def test_every_intent_has_cases(intent: str) -> None:
    assert sum(case.get("intent") == intent for case in CASES) >= 3


def test_there_are_more_than_forty_things_to_ask() -> None:
    assert len(INTENTS) >= 40


@pytest.mark.parametrize("intent", INTENTS)
def test_every_intent_is_said_in_twelve_ways_that_differ_in_more_than_small_words(intent: str) -> None:
    ways = sentences.book().ways[intent]
    assert len(ways) >= 12
    meant: dict[str, str] = {}
    for way in ways:
        for bare in {plainly(sentence) for sentence in way}:
            assert meant.setdefault(bare, way[0]) == way[0], f"{way[0]} is {meant[bare]} over again"


def test_no_two_intents_differ_only_in_small_words() -> None:
    meant: dict[str, str] = {}
    for intent in INTENTS:
        for bare in {plainly(sentence) for sentence in sentences_of(intent)}:
            assert meant.setdefault(bare, intent) == intent, f"{bare} is {meant[bare]} and {intent}"


def test_cases_lie_beside_the_sentences_they_belong_to() -> None:
    files = {file.name for file in sentences.FOLDER.glob("*.toml")} - {sentences.FRAME}
    assert {file.name for file in FOLDER.glob("*.toml")} == files | {"nothing.toml"}
    for name in files:
        intents = tomllib.loads((sentences.FOLDER / name).read_text(encoding="utf-8")).keys()
        cases = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))["case"]
        assert {case["intent"] for case in cases} == intents


@pytest.mark.parametrize("intent", INTENTS)
def test_every_intent_is_live_somewhere(intent: str) -> None:
    assert [screen for screen in SCREENS if intent in intents_for(screen)]


@pytest.mark.parametrize("screen", SCREENS)
def test_whatever_a_screen_may_hear_is_understood_there(screen: str) -> None:
    for saying in phrases_for(screen):
        found = match(spoken(saying), intents_for(screen), VILLAGE)
        assert found is not None, saying
        assert found.phrase == spoken(saying)


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_listens_for_a_small_set(screen: str) -> None:
    assert 50 < len(phrases_for(screen)) <= 940


@pytest.mark.parametrize("screen", SCREENS)
def test_several_recognisers_share_what_a_screen_may_hear(screen: str) -> None:
    shared = [saying for phrases in grammars_for(screen).values() for saying in phrases]
    assert len(shared) == len(set(shared))
    assert "commands" in grammars_for(screen)
    assert ("digits" in grammars_for(screen)) is ("digits" in intents_for(screen))
    assert ("names" in grammars_for(screen)) is ("name" in intents_for(screen))


def test_every_intent_has_one_recogniser() -> None:
    heard = [intent for intents in sentences.book().grammars.values() for intent in intents]
    assert sorted(heard) == sorted(INTENTS)


def test_what_the_village_does_not_have_is_no_sentence() -> None:
    assert match("我要换酱油", slots=VILLAGE)
    assert match("我要换酱油") is None
    assert match("我要换飞机", slots=VILLAGE) is None


def test_a_sentence_may_hold_a_name_and_a_question() -> None:
    found = match("三组王秀英家多少分", slots=VILLAGE)
    assert found is not None
    assert (found.intent, dict(found.slots)) == ("name_points", {"group": "三组", "name": "王秀英"})


def test_what_stands_around_an_unknown_name_is_known() -> None:
    found = sentences.around("我是三组张贵妃", "name", intents_for("identify"), VILLAGE, longest=4)
    assert [(each.intent, each.slots["name"]) for each in found][:1] == [("name", "张贵妃")]
    assert sentences.around("今天天气怎么样", "name", intents_for("identify"), VILLAGE, longest=4) == []


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
    ("files", "frame", "complaint"),
    [
        (['a = ["甲"]\nb = ["甲"]'], "", "甲 is said for a and for b"),
        (['a = ["甲"]', 'a = ["乙"]'], "", "a stands in two files"),
        (['a = ["[甲]"]'], "", "may not be empty"),
        (['a = ["{nothing}"]'], "", "unknown slots"),
        (['a = ["甲"]'], '[screens.intents]\nhome = ["b"]', "screen home names unknown intents"),
    ],
)
def test_a_faulty_book_is_refused(files: list[str], frame: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        read_book({str(number): source for number, source in enumerate(files)}, frame)


# --- the recogniser's own words


@pytest.fixture(scope="module")
def model() -> vosk.Model:
    vosk.SetLogLevel(-1)
    return vosk.Model(str(voice_models.locate("vosk-model-small-cn-0.22")))


@pytest.mark.parametrize("screen", SCREENS)
def test_every_sentence_is_made_of_words_the_model_has(screen: str, model: vosk.Model) -> None:
    open_part = re.compile(r"\[(\w+)\]\{\d,\d\}|\{\w+\}")
    words = {part for saying in phrases_for(screen) for part in open_part.sub(" ", saying).split()}
    digits = {each for saying in phrases_for(screen) for row in open_part.findall(saying) for each in row}
    missing = {word for word in words | digits if not composed(word, model)}
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
