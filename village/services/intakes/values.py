"""Single cells of a table → plain values; None for what is not understood."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from village import clock
from village.model.household import Household
from village.model.points import Points

if TYPE_CHECKING:
    from village.services.intakes.roll import Row

_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(?: 00:00(?::00)?)?")
_SAME = ("head", "group", "number", "phone", "residence", "dwelling", "months_home", "opted_in", "reading")


def whole(text: str, *, least: int = 0, most: int) -> int | None:
    """A whole number between two others: 12, 12.0, 12个."""
    found = re.fullmatch(r"(\d{1,6})(?:\.0+)?\D?", text)
    return int(found[1]) if found and least <= int(found[1]) <= most else None


def day(text: str) -> date | None:
    """A day as offices write it: 2026-03-10, 2026/3/10, 2026.3.10, 2026年3月10日."""
    found = _DATE.fullmatch(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def amount(text: str) -> Points | None:
    """Points or yuan: 5, 2.5, +5, 5分, 12.5元."""
    try:
        return Points.parse(text.replace("−", "-").removesuffix("分").removesuffix("元").replace(",", ""))
    except ValueError:
        return None


def household(row: Row) -> Household:
    """The household that a row tells of."""
    return Household(id=row.known, enrolled=row.enrolled or clock.today(), **{key: getattr(row, key) for key in _SAME})


def kept(known: Household) -> str:
    """A household's facts, to be put back one day."""
    names = (field.name for field in fields(known))
    return msgspec.json.encode({name: getattr(known, name) for name in names}).decode()


def put_back(text: str) -> Household:
    """The facts again."""
    return msgspec.json.decode(text, type=Household)
