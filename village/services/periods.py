"""Months and quarters: in which one a line counts, how far it has got, and what may still enter it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules import Pack
from village import clock
from village.errors import VillageError
from village.model.household import Household
from village.model.period import Period, last_day, month_of, next_month
from village.model.publication import PeriodState
from village.services import choices
from village.store import Store, publications, years


@dataclass(frozen=True, slots=True)
class Late:
    """What goes with a line after the month's deadline: the reason, and a second person (JX-07)."""

    reason: str = ""
    second: str = ""


ON_TIME = Late()


def month_for(pack: Pack, household: Household, occurred: date) -> str:
    """The month of account of an event.

    Where scoring has a deadline, events after it belong to the next month (A.7-5), and a household that came
    after it is first scored next month; the event keeps its own date. They then belong to that month's year.
    """
    last = _deadline(pack)
    month = month_of(occurred)
    if last is None:
        return month
    if occurred.day > last and choices.word(pack, "late_events") == "next_month":
        month = next_month(month)
    first = month_of(household.enrolled)
    if household.enrolled.day > last:
        first = next_month(first)
        return max(month, first) if occurred >= household.enrolled else month
    return month


def is_closed(store: Store, month: str) -> bool:
    """Whether the books of the month's year are closed."""
    return int(month[:4]) <= years.last(store, "closed")


def check_open(store: Store, pack: Pack, month: str) -> None:
    """Raises `wrong_year` for a month of a closed year, `period_published` for one that is on the board."""
    if is_closed(store, month):
        raise VillageError("wrong_year", pack.grounds["wrong_year"], year=int(month[:4]))
    if month in publications.months(store):
        raise VillageError("period_published", pack.setting("publication_cadence").clause, period=month)


def days_left(store: Store, pack: Pack, period: Period) -> tuple[date, date] | None:
    """The first and the last of the days from today on whose events would still belong to the period, if its board did
    not go up today; None where nothing is lost by it. Events after the deadline belong to the next month (A.7-5)."""
    today = clock.today()
    month, last = month_of(today), _deadline(pack)
    if month not in period.months or month in publications.months(store):
        return None
    moved = last is not None and choices.word(pack, "late_events") == "next_month"
    end = today.replace(day=last) if last is not None and moved else last_day(month)
    return (today, end) if today <= end else None


def is_late(pack: Pack) -> bool:
    """Whether the day until which this month's lines are in time is over."""
    last = _deadline(pack)
    return last is not None and clock.today().day > last


def check_deadline(pack: Pack, month: str, *, actor: str, late: Late) -> None:
    """Raises `late_entry` after the deadline of the current month without what it asks for, and
    `second_person_missing` when the second person is the first (JX-07)."""
    if month != month_of(clock.today()) or not is_late(pack):
        return
    setting = pack.setting("late_proof")
    asked = choices.many(pack, "late_proof")
    if ("reason" in asked and not late.reason.strip()) or ("second" in asked and not late.second.strip()):
        raise VillageError("late_entry", setting.clause, count=_deadline(pack))
    if "second" in asked and late.second.strip() == actor:
        raise VillageError("second_person_missing", setting.clause)


def state(store: Store, period: Period) -> PeriodState:
    """Published when all its months are that have begun, signed when it or all its unpublished months are.

    A quarter whose board goes up early is published until its next month begins: that month is published by the
    same act, once there is something in it to publish.
    """
    today, published = month_of(clock.today()), publications.months(store)
    begun = [month for month in period.months if month <= today] or period.months
    unpublished = [month for month in begun if month not in published]
    if not unpublished:
        return PeriodState.PUBLISHED
    signed = publications.signed(store)
    if period.name in signed or all(signed & {month, quarter_of(month)} for month in unpublished):
        return PeriodState.SIGNED
    return PeriodState.OPEN


def quarter_of(month: str) -> str:
    """The quarter of a month: "2023-Q3" of "2023-07"."""
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"


def _deadline(pack: Pack) -> int | None:
    """The last day of a month that is in time."""
    value = pack.setting("scoring_deadline").value
    if not isinstance(value, int):
        return None
    return value if choices.flag(pack, "deadline_inclusive") else value - 1
