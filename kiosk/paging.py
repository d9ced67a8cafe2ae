"""更多 instead of scrolling: sentences and choices are cut to pages that fit the screen."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from village.voice.dialogue import Sentence

Item = TypeVar("Item")

_MOST = 6  # choices on any page (norms C.2)


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page of several. `next` is the number of the page after it, the first after the last."""

    items: Sequence[Item]
    number: int
    of: int

    @property
    def next(self) -> int:
        """Where 更多 leads."""
        return self.number % self.of + 1


class Room(NamedTuple):
    """How many choices stand on a page: without 更多, and beside it."""

    whole: int
    beside_more: int


def choices(items: Sequence[Item], *, number: int, room: Room) -> Page[Item]:
    """As many choices as there is room for."""
    size = _size(len(items), room)
    return _page([items[start : start + size] for start in range(0, len(items), size)] or [()], number)


def count(items: int, room: Room) -> int:
    """How many pages so many choices take."""
    return max(1, -(-items // _size(items, room)))


def _size(items: int, room: Room) -> int:
    return room.whole if items <= room.whole else room.beside_more


def fitted(items: Sequence[Item], *, number: int, room: Callable[[Sequence[Item]], Room]) -> Page[Item]:
    """As `choices`, but each page holds as many as its own names leave room for."""
    if len(items) <= room(items).whole:
        return _page([items], number)
    pages: list[Sequence[Item]] = []
    rest = items
    while rest:
        size = max((n for n in range(1, _MOST + 1) if room(rest[:n]).beside_more >= n), default=1)
        pages.append(rest[:size])
        rest = rest[size:]
    return _page(pages or [()], number)


def sentences(items: Sequence[Sentence], *, number: int, columns: int, rows: int) -> Page[Sentence]:
    """As many whole sentences as fit; one too long for any page stands alone."""
    pages: list[list[Sentence]] = [[]]
    left = rows
    for item in items:
        needed = lines(item.phrase.shown, columns)
        if needed > left and pages[-1]:
            pages.append([])
            left = rows
        pages[-1].append(item)
        left -= needed
    return _page(pages, number)


def lines(text: str, columns: int) -> int:
    """Lines that a text takes; a Hanzi is one column wide, a figure or a Latin letter six tenths of one.

    One column a line is kept free: a line may not begin with a comma.
    """
    width = sum(1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.6 for sign in text)
    return max(1, -int(-width // max(1, columns - 1)))


def _page(pages: Sequence[Sequence[Item]], number: int) -> Page[Item]:
    chosen = min(max(1, number), len(pages))
    return Page(pages[chosen - 1], chosen, len(pages))
