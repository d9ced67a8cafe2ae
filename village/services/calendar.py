"""What is to be done by when, and is not done yet: the desk's list of tasks, the most urgent first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from rules import Pack
from rules.dues import Due, dues
from village import clock
from village.errors import VillageError
from village.model.period import Period, month_of
from village.model.publication import PeriodState
from village.model.task import Task
from village.services import (
    committee,
    evaluations,
    funds,
    goods_budgets,
    operator_rewards,
    periods,
    rulebook,
    villages,
    visits,
)
from village.store import Store, authors, entries, filings

AHEAD = timedelta(days=20)
"""How far the list looks forward."""
BACK = timedelta(days=365)
"""How far it looks back for what was never done."""
FEN = 100

Left = Callable[[Store, Pack, Due], int]
"""How much of a thing is still to be done; 0 when it is done."""


def tasks(store: Store) -> list[Task]:
    """Everything due within twenty days, or overdue, that is not done; nothing while no rules are in force."""
    today = clock.today()
    try:
        pack = rulebook.rules_on(store, today)
    except VillageError:
        return []
    began = _began(store)
    found = []
    for due in store.kept(("dues", today), lambda: _dues(pack, today.year)):
        if _in_sight(due, today, began) and (left := _LEFT[due.what](store, pack, due)):
            found.append(Task(due.day, due.what, due.period, due.clause, due.detail, left))
    return found


def _dues(pack: Pack, year: int) -> tuple[Due, ...]:
    """Of last year, this year and the next."""
    return tuple(due for one in (year - 1, year, year + 1) for due in dues(pack, one))


def _in_sight(due: Due, today: date, began: date) -> bool:
    """Neither too far ahead nor too long ago, nor from before the village began; money of the year in any case."""
    if due.day > today + AHEAD or due.day < today - BACK:
        return False
    return due.day >= began or (due.what == "budget" and due.day.year == today.year)


def _began(store: Store) -> date:
    """The day of the book's first line; today while the book is empty."""
    first = entries.get(store, villages.get(store).node, 1)
    return first.recorded_at.date() if first else clock.today()


def _visits(store: Store, pack: Pack, due: Due) -> int:
    """Households still to be seen: of this month and the last, which can still be mended."""
    before = month_of(clock.today().replace(day=1) - timedelta(days=1))
    begun = Period.parse(due.period).first <= clock.today()
    return visits.left(store, pack, due.period) if begun and due.period >= before else 0


def _scoring(_store: Store, pack: Pack, due: Due) -> int:
    """The last day for a month's lines; where visits are due on it, they tell it."""
    return int(not visits.asked(pack) and clock.today() <= due.day and due.period == month_of(clock.today()))


def _open(store: Store, _pack: Pack, due: Due) -> int:
    period = Period.parse(due.period)
    return int(_has_a_board(store, period) and periods.state(store, period) is PeriodState.OPEN)


def _unpublished(store: Store, _pack: Pack, due: Due) -> int:
    period = Period.parse(due.period)
    return int(_has_a_board(store, period) and periods.state(store, period) is not PeriodState.PUBLISHED)


def _has_a_board(store: Store, period: Period) -> bool:
    """Whether it has begun, and was not over before the book began with nothing written for it afterwards."""
    lived = period.last >= _began(store) or bool(authors.of_months(store, period.months))
    return period.first <= clock.today() and lived


def _review(store: Store, pack: Pack, due: Due) -> int:
    """The month's review; where it ends with signatures, they tell it."""
    signed = any(pack.setting(key).value for key in ("signatures", "two_person_approval"))
    return 0 if signed else _unpublished(store, pack, due)


def _report(store: Store, _pack: Pack, due: Due) -> int:
    return int((due.detail, due.period) not in filings.all_of(store))


def _evaluation(store: Store, _pack: Pack, due: Due) -> int:
    return int(all(one.quarter != due.period for one in evaluations.all_of(store)))


def _rotation(store: Store, pack: Pack, due: Due) -> int:
    """Seats to be filled anew: before the quarter's end those that end with it, after it those nobody took."""
    today = clock.today()
    if today > due.day:
        newest = periods.quarter_of(month_of(due.day + timedelta(days=1))) == periods.quarter_of(month_of(today))
        held = {one.seat for one in committee.sitting(store, pack, today)}
        return len([seat for seat in due.detail.split("、") if seat not in held]) if newest else 0
    return len([one for one in committee.sitting(store, pack, today) if committee.term_end(pack, one) == due.day])


def _budget(store: Store, _pack: Pack, due: Due) -> int:
    return int(goods_budgets.approved(store, int(due.period)) is None)


def _investment(store: Store, _pack: Pack, due: Due) -> int:
    """Whole yuan that are wanting; once the year is over nothing can be mended."""
    wanting = funds.of_year(store, int(due.period)).shortfall if clock.today() <= due.day else 0
    return -(-wanting // FEN)


def _reward(store: Store, _pack: Pack, due: Due) -> int:
    return int(not operator_rewards.given(store, int(due.period)))


def _pilot(_store: Store, _pack: Pack, due: Due) -> int:
    return int(clock.today() <= due.day)


_LEFT: Mapping[str, Left] = {
    "visits": _visits,
    "scoring": _scoring,
    "review": _review,
    "signatures": _open,
    "board": _unpublished,
    "report": _report,
    "evaluation": _evaluation,
    "rotation": _rotation,
    "budget": _budget,
    "investment": _investment,
    "reward": _reward,
    "pilot": _pilot,
}
