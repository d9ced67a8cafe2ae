"""Reading a TOML file strictly: nothing is guessed and nothing is ignored."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

HALF_POINT = 50
"""Half a point in hundredths: packs deal in whole or half points (decision 15)."""


class PackError(Exception):
    """A pack that cannot be used: which file, table and key, what was expected, what to do."""

    def __init__(self, file: str, table: str, key: str, expected: str, todo: str) -> None:
        super().__init__(f"{file}, {table}, key {key!r}: expected {expected}. {todo}")
        self.file = file
        self.table = table
        self.key = key
        self.expected = expected
        self.todo = todo


def read_toml(path: Path) -> dict[str, Any]:
    """The file's content, numbers exact (Decimal, never a binary float)."""
    where = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        todo = "Add the file, or check the folder's name."
        raise PackError(where, "-", "-", "the file to be there", todo) from None
    except UnicodeDecodeError:
        todo = "Save it again with the encoding UTF-8."
        raise PackError(where, "-", "-", "text in UTF-8", todo) from None
    return parse_toml(text, where)


def parse_toml(text: str, where: str) -> dict[str, Any]:
    """A file's text, numbers exact; `where` is what an error calls the file."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        todo = f"Mend the line named here: {error}."
        raise PackError(where, "-", "-", "correct TOML", todo) from None
    except RecursionError:
        todo = "Write it as in rules/README.md."
        raise PackError(where, "-", "-", "tables and lists that are not nested so deep", todo) from None


class Table:
    """One table of a file. Every key is taken once; `finish` refuses whatever was not taken."""

    def __init__(self, file: str, name: str, values: object) -> None:
        self.file = file
        self.name = name
        if not isinstance(values, dict):
            raise self.error("-", "a table of keys and values", "Write it as in rules/README.md.")
        self._left: dict[str, Any] = dict(values)

    def error(self, key: str, expected: str, todo: str) -> PackError:
        return PackError(self.file, self.name, key, expected, todo)

    def __contains__(self, key: str) -> bool:
        return key in self._left

    def raw(self, key: str, expected: str) -> Any:
        if key not in self._left:
            raise self.error(key, f"{expected}, but the key is missing", f"Add {key} to the table.")
        return self._left.pop(key)

    def text(self, key: str, expected: str = "some text", longest: int = 200) -> str:
        value = self.raw(key, expected)
        if not isinstance(value, str) or not value.strip() or len(value) > longest:
            limit = f"Write text in quotes, at most {longest} characters; found {value!r}."
            raise self.error(key, expected, limit)
        return value

    def word(self, key: str, choices: Iterable[str], default: str | None = None) -> str:
        """One word of a closed list."""
        if default is not None and key not in self:
            return default
        words = tuple(choices)
        value = self.raw(key, f"one of {', '.join(words)}")
        if value not in words:
            todo = f"Use a word of that list; found {value!r}."
            raise self.error(key, f"one of {', '.join(words)}", todo)
        return str(value)

    def whole(self, key: str, default: int) -> int:
        value = self._left.pop(key, default)
        if type(value) is not int:
            raise self.error(key, "a whole number", f"Write it without quotes; found {value!r}.")
        return value

    def number(self, key: str, lowest: int, highest: int) -> int:
        """A whole number within bounds."""
        return self._within(key, self.raw(key, f"a whole number from {lowest} to {highest}"), lowest, highest)

    def numbers(self, key: str, lowest: int, highest: int) -> tuple[int, ...]:
        """A list of whole numbers within bounds, nothing twice; empty when the key is left out."""
        values = self._left.pop(key, [])
        if not isinstance(values, list) or any(values.count(one) > 1 for one in values):
            todo = f"Write it as [3, 6], nothing twice; found {values!r}."
            raise self.error(key, f"a list of whole numbers from {lowest} to {highest}", todo)
        return tuple(self._within(key, value, lowest, highest) for value in values)

    def _within(self, key: str, value: object, lowest: int, highest: int) -> int:
        if type(value) is not int or not lowest <= value <= highest:
            todo = f"Write it without quotes; found {value!r}."
            raise self.error(key, f"a whole number from {lowest} to {highest}", todo)
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        value = self._left.pop(key, default)
        if not isinstance(value, bool):
            raise self.error(key, "true or false", f"Write it without quotes; found {value!r}.")
        return value

    def day(self, key: str) -> date:
        value = self.raw(key, "a date such as 2023-07-01")
        if not isinstance(value, date) or isinstance(value, datetime):
            todo = f"Write the date without quotes and without a time; found {value!r}."
            raise self.error(key, "a date such as 2023-07-01", todo)
        return value

    def points(self, key: str) -> int:
        """Whole or half points, as hundredths."""
        return hundredths(self, key, self.raw(key, "points such as 5 or 2.5"))

    def texts(self, key: str, expected: str = "a list of texts") -> tuple[str, ...]:
        """A list of texts without repeats; empty when the key is left out."""
        value = self._left.pop(key, [])
        good = isinstance(value, list) and all(isinstance(text, str) and text for text in value)
        if not good or len(set(value)) != len(value):
            todo = f'Write it as ["one", "two"], nothing twice; found {value!r}.'
            raise self.error(key, expected, todo)
        return tuple(value)

    def tables(self, key: str, label: str) -> list["Table"]:
        """The tables of an array of tables, each named by its own code or name."""
        value = self._left.pop(key, [])
        if not isinstance(value, list):
            raise self.error(key, "a list of tables", "Write it as in rules/README.md.")
        return [Table(self.file, _name(label, rank, row), row) for rank, row in enumerate(value, 1)]

    def table(self, key: str) -> "Table":
        return Table(self.file, f"[{key}]", self.raw(key, f"a table [{key}]"))

    def rest(self) -> Mapping[str, Any]:
        """All that is left, for tables whose keys are names."""
        left, self._left = self._left, {}
        return left

    def finish(self) -> None:
        for key in self._left:
            raise self.error(key, "only known keys", "Correct the spelling or remove the key.")


def hundredths(table: Table, key: str, value: object) -> int:
    """Points as a file writes them (5 or 2.5), in whole hundredths."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        todo = f"Write a number without quotes; found {value!r}."
        raise table.error(key, "points such as 5 or 2.5", todo)
    exact = Decimal(value) * 100
    if not exact.is_finite() or exact % HALF_POINT or abs(exact) > 1_000_000:
        todo = f"Use whole or half points, at most 10000; found {value}."
        raise table.error(key, "whole or half points such as 5 or 2.5", todo)
    return int(exact)


def _name(label: str, rank: int, row: object) -> str:
    row = row if isinstance(row, dict) else {}
    known = row.get("code") or row.get("name") or row.get("from") or f"number {rank}"
    return f"{label} {known}"


def is_code(text: str) -> bool:
    """Whether an item code can be typed on a number pad with a letter or two: P07, N18, T1."""
    return re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{0,19}", text) is not None
