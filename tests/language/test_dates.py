"""Days and times, for the eye and for the ear."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from village.language import dates

DAY = date(2026, 3, 15)


def test_a_day_is_shown_without_padding() -> None:
    assert dates.show_date(date(2026, 3, 5)) == "2026年3月5日"
    assert dates.show_day(date(2026, 3, 5)) == "3月5日"
    assert dates.show_month(DAY) == "2026年3月"


def test_a_day_is_spoken_with_hao() -> None:
    assert dates.read_date(DAY) == "三月十五号"
    assert dates.read_date(date(2026, 2, 2)) == "二月二号"
    assert dates.read_full(DAY) == "二零二六年三月十五号"


def test_a_year_is_said_digit_by_digit() -> None:
    assert dates.read_year(2011) == "二零一一年"
    assert dates.read_month(DAY) == "二零二六年三月"


@pytest.mark.parametrize(
    ("clock", "words"),
    [
        ("00:00", "凌晨零点"),
        ("05:00", "早上五点"),
        ("07:30", "早上七点半"),
        ("09:05", "上午九点零五分"),
        ("11:59", "上午十一点五十九分"),
        ("12:00", "中午十二点"),
        ("12:10", "中午十二点十分"),
        ("14:00", "下午两点"),
        ("15:10", "下午三点十分"),
        ("18:00", "晚上六点"),
        ("22:30", "晚上十点半"),
    ],
)
def test_a_time_is_said_with_its_part_of_the_day(clock: str, words: str) -> None:
    assert dates.read_time(time.fromisoformat(clock)) == words
    assert dates.show_time(time.fromisoformat(clock)) == clock


def test_a_moment_has_day_and_time() -> None:
    moment = datetime(2026, 3, 15, 15, 10)
    assert dates.show_moment(moment) == "2026年3月15日 15:10"
    assert dates.read_moment(moment) == "三月十五号下午三点十分"
