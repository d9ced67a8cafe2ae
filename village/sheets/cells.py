"""A cell of a workbook as people see it written: leading zeros kept, a day as a date, no 0.30000000000000004."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal

_ZEROS = re.compile(r"0{2,}")


def shown(value: object, number_format: str = "") -> str:
    """What stands in a cell, on one line. Numbers have the 15 digits that a spreadsheet keeps."""
    if isinstance(value, str):
        return " ".join(value.split())
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, number_format)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return " ".join(str(value).split())


def _number(value: float, number_format: str) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    exact = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    whole = exact == exact.to_integral_value()
    text = str(int(exact)) if whole else format(exact.normalize(), "f")
    return text.zfill(len(number_format)) if whole and _ZEROS.fullmatch(number_format) else text
