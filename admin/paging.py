"""Long lists, fifty rows a page (上一页, 下一页)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request, url_for

from admin.forms.fields import whole

ROWS = 50
MATCHES = 200
"""Households at most that somebody finds in a list at once."""

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Leaf(Generic[Row]):
    """One page of a list: its rows, its number from 1 on, whether others follow, and where it is read."""

    rows: list[Row]
    number: int
    more: bool
    endpoint: str

    def beside(self, step: int) -> str:
        """The address of the page so many on, everything else as it was asked for."""
        asked = {**request.args.to_dict(), **(request.view_args or {}), "page": self.number + step}
        if group := request.values.get("group"):
            asked["group"] = group
        return url_for(self.endpoint, **asked)


def number() -> int:
    """Which page was asked for, by an address or by the form that stands on it. Raises FormError for what is none."""
    return whole(request.values, "page", least=1, most=99_999, default=1)


def kept() -> int | None:
    """The page of the list that somebody came from and goes back to; None for the first."""
    return at if (at := number()) > 1 else None


def back(endpoint: str, at: int | None, left: int) -> str:
    """The address of page `at` of a list that has `left` rows by now: its last page where that one is no more."""
    last = min(at or 1, max(-(-left // ROWS), 1))
    return url_for(endpoint, page=last if last > 1 else None)


def first() -> int:
    """How many rows stand on the pages before it."""
    return ROWS * (number() - 1)


def leaf(found: Sequence[Row], endpoint: str = "") -> Leaf[Row]:
    """The page that was asked for of a list that was read whole; `endpoint` where a form is answered elsewhere."""
    return begun(found[first() : first() + ROWS + 1], endpoint)


def begun(found: Sequence[Row], endpoint: str = "") -> Leaf[Row]:
    """The same where only its rows were read, and one more: ROWS + 1 from `first()` on."""
    return Leaf(list(found[:ROWS]), number(), len(found) > ROWS, endpoint or request.endpoint or "")
