"""How a value is shown and how it is said, by the kind of its parameter (`phrases/params.toml`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from village.language.dates import read_date, read_full, read_moment, show_date, show_day, show_moment
from village.language.numerals import read_change, read_count, read_digits, read_integer, read_points
from village.language.speakable import speakable
from village.model.points import Points


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name. `reading` is said in its place where the synthesiser would misread it: same-sounding
    characters, or pinyin with its tone ("shan4 xiong2 xin4")."""

    shown: str
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a parameter may hold, and its two renderings."""

    types: tuple[type, ...]
    show: Callable[[Any], str]
    say: Callable[[Any], str]


def _show_points(points: Points) -> str:
    return f"欠{-points}分" if points.hundredths < 0 else f"{points}分"


def _show_text(text: str) -> str:
    return text.strip(" 。")  # what a cadre typed ends where the sentence goes on


def _show_name(name: Name | str) -> str:
    return name.shown if isinstance(name, Name) else name


def _say_name(name: Name | str) -> str:
    return speakable(name.reading or name.shown if isinstance(name, Name) else name)


KINDS = {
    "points": Kind((Points,), _show_points, read_points),
    "amount": Kind((Points,), lambda points: f"{abs(points)}分", lambda points: read_points(abs(points))),
    "change": Kind((Points,), lambda points: f"{points.signed}分", read_change),
    "count": Kind((int,), str, read_count),
    "ordinal": Kind((int,), str, read_integer),
    "digits": Kind((str,), str, read_digits),
    "date": Kind((date,), show_day, read_date),
    "full_date": Kind((date,), show_date, read_full),
    "moment": Kind((datetime,), show_moment, read_moment),
    "name": Kind((Name, str), _show_name, _say_name),
    "text": Kind((str,), _show_text, lambda text: speakable(_show_text(text))),
}
