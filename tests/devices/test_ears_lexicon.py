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


def test_a_row_is_accepted_in_its_length_and_no_other(lexicon: Lexicon) -> None:
    grammar = lexicon.grammar(["户号是[零三]{2,4}"])
    assert grammar.entries == ("户号 是", "零", "三")
    assert grammar.whole("户号是零三零") == "户号是零三零"
    for other in ("户号是零", "户号是", "零三", "户号是零三零三零", "户号是零一"):
        assert grammar.whole(other) is None


def test_a_row_stays_without_the_one_word_that_is_missing(lexicon: Lexicon) -> None:
    grammar = lexicon.grammar(["[零三洞]{2,4}"])
    assert grammar.missing == {"[零三洞]{2,4}": ("洞",)}
    assert grammar.entries == ("零", "三")


def test_a_phrase_twice_is_one_entry(lexicon: Lexicon) -> None:
    assert lexicon.grammar(["积分", "积分"]).entries == ("积分",)
