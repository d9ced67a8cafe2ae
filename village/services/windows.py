"""Redemption windows (JX-15, GY-17, YK-16) and delivery dates (DZ-20)."""

from __future__ import annotations

from datetime import date, timedelta

from rules import Pack
from village.model.goods import Delivery
from village.services import choices

_FARTHEST = 800  # days looked ahead: any month or day of the month comes round within that


def is_open(pack: Pack, day: date) -> bool:
    """Whether goods may be asked for on a day. Raises `choice_missing` while the village has not chosen."""
    months, days = choices.days(pack, "redemption_months"), choices.days(pack, "redemption_days")
    return (months is None or day.month in months) and (days is None or day.day in days)


def following(pack: Pack, day: date) -> date | None:
    """The first day of the next window after `day`, after the present one if one is open; None where the
    shop is always open. A window is a month of the list, or a day where days are listed."""
    months, days = choices.days(pack, "redemption_months"), choices.days(pack, "redemption_days")
    if months is None and days is None:
        return None
    starts = days if days is not None else frozenset({1})
    for ahead in range(1, _FARTHEST):
        next_day = day + timedelta(days=ahead)
        if next_day.day in starts and (months is None or next_day.month in months):
            return next_day
    return None


def due(pack: Pack, delivery: Delivery, asked: date) -> date:
    """The day by which the goods have to be there."""
    return asked + timedelta(days=choices.hundredths(pack, f"delivery_days_{delivery}"))
