"""Days, months and times: shown in figures without padding (GB/T 9704), spoken as people say them."""

from __future__ import annotations

from datetime import date, datetime, time

from village.language.numerals import read_count, read_digits, read_integer

_PARTS_OF_DAY = ((5, "凌晨"), (8, "早上"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"))


def show_date(day: date) -> str:
    """2026年3月15日."""
    return f"{day.year}年{day.month}月{day.day}日"


def show_day(day: date) -> str:
    """3月15日."""
    return f"{day.month}月{day.day}日"


def read_date(day: date) -> str:
    """三月十五号."""
    return f"{read_integer(day.month)}月{read_integer(day.day)}号"


def read_full(day: date) -> str:
    """二零二六年三月十五号."""
    return f"{read_year(day.year)}{read_date(day)}"


def read_year(year: int) -> str:
    """二零二六年: a year is said digit by digit."""
    return f"{read_digits(str(year), one='一')}年"


def show_month(day: date) -> str:
    """2026年3月: the month in which `day` lies."""
    return f"{day.year}年{day.month}月"


def read_month(day: date) -> str:
    """二零二六年三月."""
    return f"{read_year(day.year)}{read_integer(day.month)}月"


def show_period(name: str) -> str:
    """A month or a quarter as people write it: 2026-03 is 2026年3月, 2026-Q1 is 2026年第1季度."""
    year, _, part = name.partition("-")
    return f"{year}年第{part[1:]}季度" if part.startswith("Q") else f"{year}年{int(part)}月"


def show_time(moment: time | datetime) -> str:
    """15:10."""
    return f"{moment.hour:02d}:{moment.minute:02d}"


def read_time(moment: time | datetime) -> str:
    """下午三点十分, 早上七点半, 上午九点零五分, 中午十二点."""
    part = next(name for end, name in _PARTS_OF_DAY if moment.hour < end)
    hour = moment.hour - 12 if moment.hour > 12 else moment.hour
    return f"{part}{read_count(hour)}点半" if moment.minute == 30 else part + read_clock(hour, moment.minute)


def read_clock(hour: int, minute: int) -> str:
    """八点, 八点零五分, 两点三十分: the figures of a clock alone."""
    if minute == 0:
        return f"{read_count(hour)}点"
    filler = "零" if minute < 10 else ""
    return f"{read_count(hour)}点{filler}{read_integer(minute)}分"


def show_moment(moment: datetime) -> str:
    """2026年3月15日 15:10."""
    return f"{show_date(moment)} {show_time(moment)}"


def read_moment(moment: datetime) -> str:
    """三月十五号下午三点十分."""
    return f"{read_date(moment)}{read_time(moment)}"
