"""Width and line breaks, in columns of half a Hanzi."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from village.printing.columns import balanced, clean, clusters, width, wrap


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("张桂芳", 6),
        ("03-017", 6),
        ("+5分", 4),
        ("，。￥", 6),
        ("é", 1),
        ("（xǐ）", 6),
        ("×", 2),
        ("e\u0301", 1),
        ("㐂𠮷", 4),
        ("😀", 2),
        ("", 0),
    ],
)
def test_width_is_what_the_printer_counts(text: str, columns: int) -> None:
    assert width(text) == columns


def test_a_mark_stays_on_its_character() -> None:
    assert clusters("e\u0301葛\U000e0100分") == ["e\u0301", "葛\U000e0100", "分"]


def test_lines_are_full_and_no_comma_begins_one() -> None:
    assert wrap("院子没有打扫，挡路", 12) == ["院子没有打", "扫，挡路"]


def test_an_opening_bracket_goes_with_what_it_opens() -> None:
    assert wrap("院子没有扫（东边）", 12) == ["院子没有扫", "（东边）"]


def test_a_reading_stays_whole() -> None:
    assert wrap("欧阳㼆（yíng）", 12) == ["欧阳㼆", "（yíng）"]


def test_figures_stay_whole() -> None:
    assert wrap("现在有126.5分", 10) == ["现在有", "126.5分"]


def test_a_word_longer_than_a_line_is_broken_rather_than_lost() -> None:
    assert wrap("ABCDEFGHIJ", 4) == ["ABCD", "EFGH", "IJ"]


def test_centred_text_leaves_no_single_character_on_its_last_line() -> None:
    assert balanced("谢谢您，您做的好事村里都记着。", 24) == ["谢谢您，您做的好", "事村里都记着。"]


def test_line_breaks_and_bells_become_spaces() -> None:
    assert clean("张\n桂\x07芳\u2028\ud800") == "张 桂 芳 \ufffd"


@given(st.text(), st.integers(2, 48))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, columns: int) -> None:
    lines = wrap(clean(text), columns)
    assert "".join("".join(lines).split()) == "".join(clean(text).split())
    assert all(width(line) <= columns for line in lines)
