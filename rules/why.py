"""Why: no figure, refusal or warning without a code, a clause and a plain sentence.

The sentences are data (`words.toml`); this file only fills them in.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

AWARDS = {
    "award": ("once", "times", "top_up", "open"),
    "deduction": ("once", "times", "top_up", "open"),
}
REFUSALS = {
    "unknown_item": ("never", "not_then"),
    "unknown_option": ("wrong", "none"),
    "option_missing": ("",),
    "wrong_year": ("early", "closed", "future"),
    "future_date": ("",),
    "bad_count": ("",),
    "capped": ("month", "quarter", "year", "tier", "person", "several", "deducted"),
    "evidence_missing": ("award", "deduction"),
    "place_missing": ("",),
    "reason_missing": ("",),
    "bad_points": ("missing", "fixed", "step", "award", "deduction", "large"),
}
WARNINGS = {
    "contradiction": ("",),
    "overlap": ("",),
    "duplicate": ("",),
    "rectification_due": ("",),
}
CODES: Mapping[str, tuple[str, ...]] = {**AWARDS, **REFUSALS, **WARNINGS}
"""Every code the engine can give, with the forms (`params["form"]`) that have their own words."""


class Why(NamedTuple):
    """A reason: `code` is for programs, `clause` for the office, `say(why)` for people."""

    code: str
    clause: str
    params: Mapping[str, str | int]


@cache
def words() -> Mapping[str, Any]:
    """All sentences and terms, as in `words.toml`."""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def say(why: Why) -> str:
    """The reason as one plain Chinese sentence."""
    template = words()["why"][why.code]
    form = why.params.get("form")
    return fill(template[form] if form else template, why.params)


def fill(template: str, params: Mapping[str, str | int]) -> str:
    """A sentence with its blanks filled; `per` becomes the unit people say (次, 人, 处)."""
    unit = words()["units"].get(params.get("per"), "")
    return template.format(**params, unit=unit)


def amount(hundredths: int) -> str:
    """Points without their sign, as digits: 500 → 5, -250 → 2.5."""
    whole, part = divmod(abs(hundredths), 100)
    return f"{whole}.{part:02d}".rstrip("0") if part else str(whole)
