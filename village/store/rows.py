"""Between columns and the plain values of the model."""

from __future__ import annotations

from datetime import date, datetime


def moment(text: str) -> datetime:
    """A column's ISO text as a moment with its offset."""
    return datetime.fromisoformat(text)


def maybe_moment(text: str | None) -> datetime | None:
    """The same, or None."""
    return datetime.fromisoformat(text) if text else None


def maybe_day(text: str | None) -> date | None:
    """A column's ISO date, or None."""
    return date.fromisoformat(text) if text else None
