"""A month or a quarter (Period): what is signed and published."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

_NAME = re.compile(r"(\d{4})-(?:(0[1-9]|1[0-2])|Q([1-4]))")


@dataclass(frozen=True, slots=True)
class Period:
    """`name` as people write it on forms: "2023-07" or "2023-Q3"; `months` are its months as "2023-07"."""

    name: str
    months: tuple[str, ...]

    @classmethod
    def parse(cls, name: str) -> Self:
        """Read a month or a quarter. Raises ValueError for anything else."""
        found = _NAME.fullmatch(name)
        if not found or found[1] == "0000":
            raise ValueError(f"not a month or a quarter: {name!r}")
        if found[2]:
            return cls(name, (name,))
        last = int(found[3]) * 3
        return cls(name, tuple(f"{found[1]}-{month:02d}" for month in range(last - 2, last + 1)))

    @property
    def first(self) -> date:
        """Its first day."""
        return date.fromisoformat(f"{self.months[0]}-01")

    @property
    def last(self) -> date:
        """Its last day."""
        return last_day(self.months[-1])


def month_of(day: date) -> str:
    """The month a day lies in, as "2023-07"."""
    return day.isoformat()[:7]


def next_month(month: str) -> str:
    """The month after "2023-12" is "2024-01"."""
    return month_of(last_day(month) + timedelta(days=1))


def last_day(month: str) -> date:
    """The last day of a month."""
    day = date.fromisoformat(f"{month}-28") + timedelta(days=4)
    return day - timedelta(days=day.day)
