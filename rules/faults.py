"""What is wrong in a file of rules or of a scenario, as the desk says it: the line, the key, what belongs there.

The readers' own words (`PackError`, a scenario's `Malformed`) are the technician's; `faults.toml` has them in Chinese.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rules.places import line_of
from rules.strict import PackError

_MISSING = ", but the key is missing"
_TOML = re.compile(r"correct TOML(?: \(.*)?|Mend the line named here", re.DOTALL)
_LINE = re.compile(r"at line (\d+)")


def told(text: str, *, table: str, key: str, expected: str, todo: str = "") -> str:
    """One Chinese sentence or two: where in `text` it is wrong, what belongs there, what to do.

    `table`, `key`, `expected` and `todo` as the reader gives them. Wordings that are not in `faults.toml` are told
    without what belongs there, so that nobody at the desk reads English.
    """
    sentences = words()["sentence"]
    if _TOML.match(expected):
        return _broken(text, expected + todo)
    if (said := _found(words()["whole"], expected)) is not None:
        return str(sentences["whole"]).format(wanted=said)
    place = _place(text, table, key)
    if (said := _found(words()["unknown"], expected)) is not None:
        return str(sentences["unknown"]).format(place=place, key=key, wanted=said)
    kind = "table" if key == "-" else "missing" if expected.endswith(_MISSING) else "value"
    wanted = wanted_said(expected.removesuffix(_MISSING))
    if not wanted:
        return str(sentences["unclear"]).format(place=place, key=key)
    return str(sentences[kind]).format(place=place, key=key, wanted=wanted)


def told_of(error: PackError, text: str) -> str:
    """The same of a pack's file or an item table; `text` is what the file says."""
    return told(text, table=error.table, key=error.key, expected=error.expected, todo=error.todo)


def wanted_said(expected: str) -> str:
    """What belongs there, in Chinese; "" for a wording that is not known."""
    known = words()["wanted"]
    if (said := _found(known, expected)) is not None:
        return said
    if expected.startswith("a list of "):
        inner = expected.removeprefix("a list of ")
        return f"放在方括号里，{wanted_said(inner) or known['one of {words}'].format(words=inner)}"
    for parts in _parted(expected):
        said_parts = [_found(known, part) for part in parts]
        if all(said_parts):
            return "，或者".join(str(one) for one in said_parts)
    return ""


def _parted(expected: str) -> Iterator[list[str]]:
    """The kinds of value that are joined by "or", however often."""
    yield expected.split(" or ")
    first, _, rest = expected.rpartition(" or ")
    yield [first, rest]


def _broken(text: str, expected: str) -> str:
    """The file is no TOML from some line on."""
    twice = "overwrite" in expected or "twice" in expected
    found = _LINE.search(expected)
    line = int(found[1]) if found else len(text.splitlines())
    place = words()["place"]["line"].format(line=line)
    return str(words()["sentence"]["twice" if twice else "syntax"].format(place=place))


def _place(text: str, table: str, key: str) -> str:
    known = words()["place"]
    line = line_of(text, table, key)
    named = {"top of the file": known["top"], "-": known["whole"]}.get(table, table)
    for english, said in words()["tables"].items():
        named = named.replace(english, said)
    return f"{known['line'].format(line=line)}（{named}）" if line else str(named)


def _found(known: Mapping[str, str], expected: str) -> str | None:
    """The wording of a list that fits, its blanks filled; None if none does."""
    for wording, said in known.items():
        if fits := _pattern(wording).fullmatch(expected):
            return re.sub(r"\{(\w+)\}", lambda blank: fits.groupdict().get(blank[1], blank[0]), said)
    return None


@cache
def _pattern(wording: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(wording)), re.DOTALL)


@cache
def words() -> Mapping[str, Any]:
    """All of `faults.toml`."""
    return tomllib.loads(Path(__file__).with_name("faults.toml").read_text(encoding="utf-8"))
