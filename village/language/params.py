"""How a value is shown and how it is said, by the kind of its parameter (`phrases/params.toml`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from village.language.characters import with_reading
from village.language.dates import read_date, read_full, read_moment, show_date, show_day, show_moment
from village.language.numerals import read_change, read_count, read_digits, read_integer, read_points
from village.language.pinyin import SURNAME_READINGS, syllables
from village.language.speakable import speakable
from village.model.points import Points


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name. `reading` is said in place of its first characters where the synthesiser would misread
    them, a syllable for each: same-sounding characters (善), or pinyin with its tone ("shan4"). Without one, a
    surname that is read in its own way (单, 曾, 仇) is known."""

    shown: str
    reading: str = ""

    @property
    def spoken(self) -> str:
        """As the synthesiser should get it: 单雄信 with "shan4" -> shan4 雄信."""
        surname = next((self.shown[:size] for size in (2, 1) if self.shown[:size] in SURNAME_READINGS), "")
        reading = self.reading or SURNAME_READINGS.get(surname, "")
        said = len(syllables(reading))
        return speakable(f"{reading} {self.shown[said:]}" if reading else self.shown)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a parameter may hold, and its two renderings."""

    types: tuple[type, ...]
    show: Callable[[Any], str]
    say: Callable[[Any], str]


def _show_points(points: Points) -> str:
    return f"欠{-points}分" if points.hundredths < 0 else f"{points}分"


def _say_digits(digits: str) -> str:
    """A village may number its households with letters too; nobody is left without an answer for that."""
    try:
        return read_digits(digits)
    except ValueError:
        return speakable(digits)


def _show_text(text: str) -> str:
    return text.strip(" 。")  # what a cadre typed ends where the sentence goes on


def _show_name(name: Name | str) -> str:
    return with_reading(name.shown, name.reading) if isinstance(name, Name) else with_reading(name)


def _say_name(name: Name | str) -> str:
    return (name if isinstance(name, Name) else Name(name)).spoken


KINDS = {
    "points": Kind((Points,), _show_points, read_points),
    "amount": Kind((Points,), lambda points: f"{abs(points)}分", lambda points: read_points(abs(points))),
    "change": Kind((Points,), lambda points: f"{points.signed}分", read_change),
    "count": Kind((int,), str, read_count),
    "ordinal": Kind((int,), str, read_integer),
    "digits": Kind((str,), str, _say_digits),
    "date": Kind((date,), show_day, read_date),
    "full_date": Kind((date,), show_date, read_full),
    "moment": Kind((datetime,), show_moment, read_moment),
    "name": Kind((Name, str), _show_name, _say_name),
    "text": Kind((str,), _show_text, lambda text: speakable(_show_text(text))),
}
