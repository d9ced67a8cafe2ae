"""Numbers as people say them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from village.language.numerals import (
    LARGEST,
    parse_digits,
    parse_number,
    read_change,
    read_count,
    read_decimal,
    read_digits,
    read_integer,
    read_number,
    read_points,
)
from village.model.points import Points

INTEGERS = {
    0: "零",
    1: "一",
    2: "二",
    9: "九",
    10: "十",
    11: "十一",
    12: "十二",
    20: "二十",
    22: "二十二",
    99: "九十九",
    100: "一百",
    101: "一百零一",
    102: "一百零二",
    105: "一百零五",
    110: "一百一十",
    112: "一百一十二",
    120: "一百二十",
    126: "一百二十六",
    200: "两百",
    202: "两百零二",
    212: "两百一十二",
    220: "两百二十",
    222: "两百二十二",
    1000: "一千",
    1002: "一千零二",
    1010: "一千零一十",
    1020: "一千零二十",
    1200: "一千两百",
    1234: "一千两百三十四",
    2000: "两千",
    2002: "两千零二",
    2222: "两千两百二十二",
    9999: "九千九百九十九",
    10000: "一万",
    10005: "一万零五",
    10012: "一万零一十二",
    10200: "一万零两百",
    12000: "一万两千",
    12345: "一万两千三百四十五",
    20000: "两万",
    22000: "两万两千",
    100000: "十万",
    100050: "十万零五十",
    102000: "十万两千",
    110000: "十一万",
    120000: "十二万",
    200000: "二十万",
    1000000: "一百万",
    1000005: "一百万零五",
    10150000: "一千零一十五万",
    100000000: "一亿",
    100000005: "一亿零五",
    100050000: "一亿零五万",
    200000000: "两亿",
    1000000000: "十亿",
    281_1138: "两百八十一万一千一百三十八",
    LARGEST: "九千九百九十九亿九千九百九十九万九千九百九十九",
    -1: "负一",
    -12: "负十二",
}


@pytest.mark.parametrize(("number", "words"), INTEGERS.items(), ids=str)
def test_an_integer_is_said_as_people_say_it(number: int, words: str) -> None:
    assert read_integer(number) == words


@given(st.integers(-LARGEST, LARGEST))
def test_what_is_read_is_parsed_back(number: int) -> None:
    assert parse_number(read_integer(number)) == number


def test_a_number_too_large_to_say_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        read_integer(LARGEST + 1)


POINTS = {
    0: "零分",
    50: "半分",
    100: "一分",
    150: "一分半",
    200: "两分",
    250: "两分半",
    1200: "十二分",
    1250: "十二分半",
    2000: "二十分",
    10200: "一百零二分",
    10500: "一百零五分",
    20000: "两百分",
    205: "二点零五分",
    225: "二点二五分",
    330: "三点三分",
    -50: "欠半分",
    -200: "欠两分",
    -1200: "欠十二分",
    -1250: "欠十二分半",
    -1234550: "欠一万两千三百四十五分半",
}


@pytest.mark.parametrize(("hundredths", "words"), POINTS.items(), ids=str)
def test_points_are_said_as_an_elder_says_them(hundredths: int, words: str) -> None:
    assert read_points(Points(hundredths)) == words


@pytest.mark.parametrize(
    ("hundredths", "words"), [(500, "加五分"), (200, "加两分"), (-500, "减五分"), (-250, "减两分半"), (0, "零分")]
)
def test_a_change_says_plus_or_minus(hundredths: int, words: str) -> None:
    assert read_change(Points(hundredths)) == words


@pytest.mark.parametrize(("number", "words"), [(1, "一"), (2, "两"), (12, "十二"), (22, "二十二"), (102, "一百零二")])
def test_before_a_measure_word_two_alone_is_liang(number: int, words: str) -> None:
    assert read_count(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (Decimal("3.50"), "三点五"),
        (Decimal("0.5"), "零点五"),
        (Decimal("10.05"), "十点零五"),
        (Decimal("-2.5"), "负二点五"),
        (Decimal("100"), "一百"),
        (Decimal("100.00"), "一百"),
        (Decimal("1E+5"), "十万"),
        (7, "七"),
    ],
)
def test_a_number_is_said_without_needless_zeros(number: int | Decimal, words: str) -> None:
    assert read_number(number) == words


def test_a_decimal_says_every_place_that_is_written() -> None:
    assert read_decimal("3.10") == "三点一零"


@pytest.mark.parametrize("wrong", ["", ".5", "5.", "a", "1.2.3", "1,2", "٣"])
def test_what_is_no_decimal_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="not a plain decimal"):
        read_decimal(wrong)


@pytest.mark.parametrize(
    ("digits", "words"),
    [("0317", "零三幺七"), ("03-017", "零三零幺七"), ("110", "幺幺零"), ("138 1234", "幺三八幺二三四")],
)
def test_a_row_of_digits_is_said_one_by_one(digits: str, words: str) -> None:
    assert read_digits(digits) == words


def test_one_may_be_said_plainly() -> None:
    assert read_digits("2016", one="一") == "二零一六"


@pytest.mark.parametrize("wrong", ["", "-", "3a", "三", "٣"])
def test_what_is_no_row_of_digits_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="not a row of digits"):
        read_digits(wrong)


@given(st.text("0123456789", min_size=1, max_size=20), st.sampled_from("一幺"))
def test_digits_come_back_with_their_zeros(digits: str, one: str) -> None:
    assert parse_digits(read_digits(digits, one=one)) == digits


SPOKEN = {
    "一百零二": 102,
    "一百二": 120,
    "两百": 200,
    "二百": 200,
    "两百五": 250,
    "两千五": 2500,
    "两千零五": 2005,
    "一万二": 12000,
    "一万零二": 10002,
    "三十五": 35,
    "三五": 35,
    "十": 10,
    "一十": 10,
    "十五": 15,
    "幺": 1,
    "洞": 0,
    "〇": 0,
    "三 十 五": 35,
    "负五": -5,
    "两亿": 200000000,
    "一亿零一十万": 100100000,
}


@pytest.mark.parametrize(("words", "number"), SPOKEN.items(), ids=str)
def test_a_spoken_number_is_understood(words: str, number: int) -> None:
    assert parse_number(words) == number


@pytest.mark.parametrize(
    "wrong", ["", "分", "百", "一百百", "十百", "三十三十", "12", "负", "一万两万", "百五", "一千一三三"]
)
def test_what_is_no_number_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError):
        parse_number(wrong)


def test_digit_words_only_make_digits() -> None:
    assert parse_digits("零 三 零 洞 幺 两") == "030012"
    with pytest.raises(ValueError, match="十"):
        parse_digits("三十")
