"""The one clock of the house. Tests and rehearsals hold it still."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import lru_cache
from time import time

_held: ContextVar[datetime | None] = ContextVar("held", default=None)


def now() -> datetime:
    """Local time with its offset, to the second: what a wall clock in the office shows."""
    held = _held.get()
    return held.astimezone().replace(microsecond=0) if held else _second(int(time()))


@lru_cache(1)
def _second(since_epoch: int) -> datetime:
    """A page asks many times within one second."""
    return datetime.fromtimestamp(since_epoch).astimezone()


def today() -> date:
    """The office's date."""
    return now().date()


@contextmanager
def held(at: datetime | date) -> Iterator[None]:
    """Hold the clock at `at` (a date means eight in the morning) in this thread of work."""
    moment = at if isinstance(at, datetime) else datetime(at.year, at.month, at.day, 8)
    token = _held.set(moment)
    try:
        yield
    finally:
        _held.reset(token)
