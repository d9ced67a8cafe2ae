"""Who works in the pretend office, since when, and what they have to tell: the words stand in village.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from village import clock
from village.model.period import Period, month_of

CADRE = "周会计"
REVIEWER = "顾审核"
DESK = (
    ("shuji", "陈书记", "secretary"),
    ("ducha", "镇督查员", "inspector"),
    ("zhou", CADRE, "clerk"),
    ("gu", REVIEWER, "reviewer"),
)
EARLY_DAYS = 10
"""The fixed day lies at the beginning of the month (YK-16)."""


@cache
def told() -> dict[str, Any]:
    """The village's own words: goods, notices, seats, and what the house with the card did."""
    return tomllib.loads(Path(__file__).with_name("village.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Past:
    """The pretend past: from the first of the month two months ago until yesterday."""

    began: date
    today: date

    @classmethod
    def of_today(cls) -> Past:
        """The one that ends now."""
        today = clock.today()
        months = today.year * 12 + today.month - 1 - 2
        return cls(date(months // 12, months % 12 + 1, 1), today)

    @property
    def fixed_day(self) -> int:
        """The day of publicity and exchange: today, if the month is young, so that the exchange is seen open; else
        the fifth."""
        return self.today.day if self.today.day <= EARLY_DAYS else 5

    def days(self) -> Iterator[date]:
        """Every day of it."""
        for ahead in range((self.today - self.began).days):
            yield self.began + timedelta(days=ahead)

    def going_up(self, day: date) -> Period | None:
        """The month whose board goes up on a day; None on every other day."""
        before = month_of(day.replace(day=1) - timedelta(days=1))
        return Period.parse(before) if day.day == self.fixed_day and before >= month_of(self.began) else None

    def first_board(self) -> date:
        """The day of the first one."""
        return (self.began + timedelta(days=31)).replace(day=self.fixed_day)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of a day."""
    return datetime.combine(day, time(hour, minute))
