"""Phrases cut into the words of a vocabulary."""

from __future__ import annotations

import pytest

from village.devices.lexicon import Lexicon

WORDS = {
    "查",
    "一下",
    "一",
    "下",
    "我",
    "家",
    "我家",
    "的",
    "积分",
    "张",
    "秀芬",
    "张秀",
    "户号",
    "是",
    "零",
    "三",
    "多少",
    "分",
}


@pytest.fixture
def lexicon() -> Lexicon:
    return Lexicon(WORDS.__contains__)


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("查一下我家的积分", "查 一下 我家 的 积分"),
        ("张秀芬", "张 秀芬"),  # the longest word first would leave 芬 alone
        ("积分", "积分"),
    ],
)
def test_a_phrase_is_cut_into_few_words_that_cover_it(lexicon: Lexicon, phrase: str, words: str) -> None:
    assert lexicon.words(phrase) == tuple(words.split())


def test_what_cannot_be_covered_is_told_and_left_out(lexicon: Lexicon) -> None:
    grammar = lexicon.grammar(["多少分", "秀芬我", "芬家芬"])
    assert grammar.entries == ("多少 分", "秀芬 我")
    assert grammar.missing == {"芬家芬": ("芬",)}
    assert grammar.whole("芬家芬") is None


def test_only_a_whole_phrase_is_one(lexicon: Lexicon) -> None:
    grammar = lexicon.grammar(["多少分"])
    assert grammar.whole("多少分") == "多少分"
    for other in ("多少", "分", "", "多少分多少分", "[unk]多少分", "分多少"):
        assert grammar.whole(other) is None


def test_a_particle_that_is_hardly_said_may_be_taken_for_another() -> None:
    grammar = Lexicon(lambda _: True).grammar(["多少分了", "多了几分", "我了分"])
    for heard, meant in (("多少分哪", "多少分了"), ("多少分的", "多少分了"), ("多得几分", "多了几分")):
        assert grammar.whole(heard) == meant
    for other in ("多少分", "多少分分", "多等几分", "了少分了", "多得几分的", "我的我"):
        assert grammar.whole(other) is None


def test_where_the_particle_makes_the_difference_nothing_is_guessed() -> None:
    grammar = Lexicon(lambda _: True).grammar(["多少分了", "多少分的"])
    assert grammar.whole("多少分的") == "多少分的"
    assert grammar.whole("多少分哪") is None


def test_a_row_is_accepted_in_its_length_and_no_other(lexicon: Lexicon) -> None:
    grammar = lexicon.grammar(["户号是[零三]{2,4}"])
    meeting = ("零 零", "零 三", "三 零", "三 三")
    assert grammar.entries == ("户号 是", "零", "三", "户号 是 零", "户号 是 三", *meeting)
    assert grammar.whole("户号是零三零") == "户号是零三零"
    for other in ("户号是零", "户号是", "零三", "户号是零三零三零", "户号是零一"):
        assert grammar.whole(other) is None


def test_a_row_stays_without_the_one_word_that_is_missing(lexicon: Lexicon) -> None:
    grammar = lexicon.grammar(["[零三洞]{2,4}"])
    assert grammar.missing == {"[零三洞]{2,4}": ("洞",)}
    assert grammar.entries == ("零", "三", "零 零", "零 三", "三 零", "三 三")


def test_a_phrase_twice_is_one_entry(lexicon: Lexicon) -> None:
    assert lexicon.grammar(["积分", "积分"]).entries == ("积分",)


# --- open parts, and characters that the model lacks

NAMES = {"我", "是", "张", "王", "秀英", "桂芳", "家", "多少", "分", "书", "三", "组"}


@pytest.fixture
def village() -> Lexicon:
    return Lexicon(NAMES.__contains__, lambda character: {"淑": "输书", "章": "张"}.get(character, ""))


def test_an_open_part_takes_what_it_is_given_and_nothing_else(village: Lexicon) -> None:
    grammar = village.grammar(["我是{name}", "{name}家多少分"], {"name": ["张桂芳", "王秀英"]})
    assert grammar.whole("我是王秀英") == "我是王秀英"
    assert grammar.whole("张桂芳家多少分") == "张桂芳家多少分"
    for other in ("我是", "我是张秀英", "张桂芳", "我是张桂芳家多少分", "我是{name}"):
        assert grammar.whole(other) is None


def test_two_open_parts_may_meet(village: Lexicon) -> None:
    grammar = village.grammar(["{group}{name}家"], {"name": ["王秀英"], "group": ["三组"]})
    assert grammar.whole("三组王秀英家") == "三组王秀英家"
    assert "三 组 王 秀英" in grammar.entries


def test_a_character_that_the_model_lacks_is_heard_by_another_of_its_sound(village: Lexicon) -> None:
    grammar = village.grammar(["我是{name}", "淑英家"], {"name": ["王淑英", "章桂芳"]})
    assert grammar.missing == {"淑英家": ("英",), "王淑英": ("英",)}, "none sounds like 英"
    assert grammar.whole("我是张桂芳") == "我是章桂芳"
    assert village.respelt("淑") == "书"


def test_a_grammar_of_many_names_stays_small(village: Lexicon) -> None:
    names = [first + last for first in "张王" for last in ("秀英", "桂芳")]
    written_out = len(names) * 2
    grammar = village.grammar(["我是{name}", "{name}家多少分"], {"name": names})
    assert len(grammar.entries) <= written_out + 2
    assert all(grammar.whole(f"我是{name}") for name in names)


def test_other_sound_may_stand_around_a_long_phrase_and_no_short_one(village: Lexicon) -> None:
    grammar = village.grammar(["我家多少分", "多少分"])
    assert grammar.whole("[unk]我家多少分[unk]") == "我家多少分"
    assert grammar.whole("[unk]多少分") is None
    assert grammar.whole("我家[unk]多少分") is None
    assert "[unk] 我" in grammar.edges
    assert "分 [unk]" in grammar.edges


def test_rows_and_names_of_single_characters_stand_apart_from_sentences() -> None:
    known = Lexicon(lambda word: word in {*"我是换第个一二张三李四", "酱油", "大米"})
    slots = {"name": ["张三", "李四"], "goods": ["酱油", "大米"]}
    assert known.grammar(["我是{name}"], slots).loose
    assert known.grammar(["[一二]{2,4}"]).loose
    assert not known.grammar(["换{goods}", "第[一二]{1,1}个", "我换"], slots).loose


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("大声看一下我家积分吗", "看一下我家积分"),
        ("看一下我家积分", "看一下我家积分"),
        ("大声我要换大米吗", "我要换大米"),
        ("声音大声看看看一下我家积分", None),  # more than a word or two
        ("大声多少分吗", None),  # too short to be found in anything
        ("", None),
    ],
)
def test_a_long_phrase_is_found_between_a_word_or_two_of_other_people(text: str, phrase: str | None) -> None:
    known = Lexicon(lambda word: len(word) == 1)
    grammar = known.grammar(["看一下我家积分", "多少分", "我要换{goods}"], {"goods": ["大米"]})
    assert grammar.inside(text) == phrase
