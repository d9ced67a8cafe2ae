"""One value of a scenario file, judged by the word that `shapes` gives its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches

from village.model.period import Period
from village.services.rehearsal import shapes


class Malformed(Exception):
    """A scenario file that is not understood: which file, table and key ("-" for the file as a whole), what was
    expected; `sentence` says it without the file's name, in the technician's English. `wanted` is what was expected
    alone, and `said` the refusal of the office where that is the reason: both are for the desk (`rules.faults`)."""

    def __init__(self, file: str, table: str, key: str, expected: str, *, todo: str = "", said: str = "") -> None:
        self.wanted, self.said = expected.partition("; found ")[0], said
        expected = f"{expected}. {todo}" if todo else expected
        self.sentence = f"{table}, key {key!r}: expected {expected}" if table != "-" else f"expected {expected}"
        super().__init__(f"{file}: {self.sentence}")
        self.file = file
        self.table = table
        self.key = key
        self.expected = expected


def checked(file: str, table: str, given: object, keys: Mapping[str, str]) -> dict[str, object]:
    """The table's values if each key is known, each needed one there, and each value of its kind."""
    if not isinstance(given, dict):
        raise Malformed(file, table, "-", "a table of keys and values")
    for key, value in given.items():
        if key not in keys:
            near = get_close_matches(key, keys, n=1)
            hint = f" (did you mean {near[0]!r}?)" if near else ""
            raise Malformed(file, table, key, f"one of the known keys: {', '.join(keys)}{hint}")
        wrong = fault(keys[key].rstrip("!"), value)
        if wrong:
            raise Malformed(file, table, key, f"{wrong}; found {value!r}")
    for key, kind in keys.items():
        if kind.endswith("!") and key not in given:
            raise Malformed(file, table, key, f"{_EXPECTED.get(kind[:-1], kind[:-1])}, but the key is missing")
    return dict(given)


def fault(kind: str, value: object) -> str:
    """What was expected instead, or "" for a value that will do."""
    if kind in _FITS:
        return "" if _FITS[kind](value) else _EXPECTED[kind]
    words = kind.split("|")
    return "" if value in words and isinstance(value, str) else f"one of {', '.join(words)}"


def _number(value: object, *, lowest: Decimal | None = None, step: int = 50) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return False
    exact = Decimal(value)
    if not exact.is_finite() or abs(exact) > 1_000_000 or (exact * 100) % step:
        return False
    return lowest is None or exact >= lowest


def _day(value: object) -> bool:
    return isinstance(value, date) and _YEARS[0] <= value.year <= _YEARS[1]


def _whole(value: object, lowest: int, highest: int) -> bool:
    return type(value) is int and lowest <= value <= highest


def _text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(_text(one) for one in value) and len(set(value)) == len(value)


def _period(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(Period.parse(value))
    except ValueError:
        return False


def _words(value: object, known: tuple[str, ...]) -> bool:
    return isinstance(value, str) and value in known


_YEARS = (1900, 2999)
_FITS: Mapping[str, Callable[[object], bool]] = {
    "text": _text,
    "blank": lambda value: isinstance(value, str),
    "name": lambda value: _text(value) and str(value) == str(value).strip(),
    "label": _text,
    "texts": _texts,
    "table": lambda value: isinstance(value, dict),
    "flag": lambda value: isinstance(value, bool),
    "date": lambda value: _day(value) and not isinstance(value, datetime),
    "moment": lambda value: _day(value) and getattr(value, "tzinfo", None) is None,
    "months": lambda value: _whole(value, 0, 12),
    "whole": lambda value: _whole(value, 0, 1_000_000),
    "count": lambda value: _whole(value, 1, 1_000_000),
    "year": lambda value: _whole(value, *_YEARS),
    "number": _number,
    "points": lambda value: _number(value, lowest=Decimal(0)),
    "price": lambda value: _number(value, lowest=Decimal("0.01"), step=1),
    "period": _period,
    "month": lambda value: _period(value) and "Q" not in str(value),
    "error": lambda value: _words(value, shapes.ERRORS),
    "warnings": lambda value: _texts(value) and all(_words(one, shapes.WARNINGS) for one in _listed(value)),
    "status": lambda value: _words(value, shapes.STATUSES),
}
_EXPECTED: Mapping[str, str] = {
    "text": "some text in quotes",
    "blank": "text in quotes",
    "name": "a name in quotes, without blanks around it",
    "label": "the label of an earlier step",
    "texts": "a list of texts, nothing twice",
    "table": "a table",
    "flag": "true or false",
    "date": "a date such as 2023-07-01",
    "moment": "a date such as 2023-07-01, or a local date-time without an offset",
    "months": "a whole number from 0 to 12",
    "whole": "a whole number, 0 or more",
    "count": "a whole number, 1 or more",
    "year": "a year such as 2023",
    "number": "whole or half points such as 5 or 2.5",
    "points": "whole or half points, 0 or more",
    "price": "a number above 0 with at most two places",
    "period": 'a month or a quarter such as "2023-07" or "2023-Q3"',
    "month": 'a month such as "2022-07"',
    "error": "an error code of the office",
    "warnings": f"a list of warnings out of {', '.join(shapes.WARNINGS)}",
    "status": f"one of {', '.join(shapes.STATUSES)}",
}


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []
