"""A household's figures, each derived from its lines and explained by them: earned, total, balance, redeemable."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from village import clock
from village.model.entry import Entry, Kind
from village.model.household import Household
from village.model.period import month_of
from village.model.points import ZERO, Points
from village.services import base, choices, households, moves, rulebook
from village.store import Store, entries, objections, publications, vetoes, years
from village.store import figures as sums

_SCORED = (Kind.AWARD, Kind.DEDUCTION)


@dataclass(frozen=True, slots=True)
class Figures:
    """`period_points` of this month's events, `earned` this year without base, carried and redeemed points,
    `base` on the account, `balance` as the passbook shows it. What cannot be spent yet is said apart:
    `locked_base`, `unpublished` gains, `disputed` gains (which are not among the unpublished), and `expired` ones:
    written into a year whose remainder had lapsed already, until the year's end takes them (A.7-1)."""

    period_points: Points
    earned: Points
    base: Points
    balance: Points
    locked_base: Points
    unpublished: Points
    disputed: Points
    expired: Points

    @property
    def total(self) -> Points:
        """The year's score that ranking uses, untouched by redemption."""
        return self.base + self.earned

    @property
    def free(self) -> Points:
        """The balance without what rests. Below zero where losses and orders took more than there was to spend."""
        return self.balance - self.locked_base - self.unpublished - self.disputed - self.expired

    @property
    def redeemable(self) -> Points:
        """What could be spent now in an open window: never below zero, never above the balance."""
        return max(ZERO, self.free)

    @property
    def uncovered(self) -> Points:
        """What losses and orders took beyond what there was to spend; it comes off what rests, so that
        balance = redeemable + locked base + unpublished + disputed + expired - uncovered."""
        return max(ZERO, -self.free)

    @property
    def once_published(self) -> Points:
        """What could be spent if every gain were published."""
        return max(ZERO, self.balance - self.locked_base - self.disputed - self.expired)


@dataclass(frozen=True, slots=True)
class Purse:
    """What is on the account, and how much of it could be spent now in an open window."""

    balance: Points
    redeemable: Points


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines behind each figure, oldest first: why there are so many points, and why not all can be spent."""

    period_points: tuple[Entry, ...]
    earned: tuple[Entry, ...]
    base: tuple[Entry, ...]
    balance: tuple[Entry, ...]
    locked_base: tuple[Entry, ...]
    unpublished: tuple[Entry, ...]
    disputed: tuple[Entry, ...]
    expired: tuple[Entry, ...]
    free: tuple[Entry, ...]


def of(store: Store, household_id: int) -> Figures:
    """The household's figures today. Raises `unknown_household`."""
    found = lines(store, household_id)
    return Figures(
        period_points=_sum(found.period_points),
        earned=_sum(found.earned),
        base=_sum(found.base),
        balance=_sum(found.balance),
        locked_base=_sum(found.locked_base),
        unpublished=_sum(found.unpublished),
        disputed=_sum(found.disputed),
        expired=_sum(found.expired),
    )


def purse(store: Store, household: Household) -> Purse:
    """Balance and redeemable as `of` has them, from sums alone: for the page that everybody sees first."""
    today = clock.today()
    pack = rulebook.rules_on(store, today)
    until_published = choices.word(pack, "redeemable_after") == "publication"
    held = sums.in_hand(store, household.id, until_published=until_published)
    locked = held.base if base.is_locked(pack, household, today) else ZERO
    return Purse(held.balance, max(ZERO, held.balance - locked - held.resting))


def lines(store: Store, household_id: int) -> Lines:
    """What each figure is made of today. Raises `unknown_household`."""
    household = households.get(store, household_id)
    today = clock.today()
    every = tuple(reversed(entries.of_household(store, household_id)))
    void = vetoes.months(store, household_id)
    live = [line for line in moves.standing(every) if line.kind in _SCORED and line.period not in void]
    granted = tuple(line for line in every if line.kind is Kind.BASE)
    locked = granted if base.is_locked(rulebook.rules_on(store, today), household, today) else ()
    unpublished, disputed, expired = _resting(store, household_id, live)
    resting = {line.seq for line in (*locked, *unpublished, *disputed, *expired)}
    month = month_of(today)
    return Lines(
        period_points=tuple(line for line in live if month_of(line.occurred_on) == month and not line.voids),
        earned=tuple(line for line in every if line.kind in _SCORED and line.period[:4] == month[:4]),
        base=granted,
        balance=every,
        locked_base=locked,
        unpublished=unpublished,
        disputed=disputed,
        expired=expired,
        free=tuple(moves.standing([line for line in every if line.seq not in resting])),
    )


def _resting(store: Store, household_id: int, live: Sequence[Entry]) -> tuple[tuple[Entry, ...], ...]:
    """The gains that cannot be spent: not on a board yet, under dispute, and expired."""
    awarded = [line for line in live if line.points > ZERO and line.kind is Kind.AWARD]
    lapsed, closed = years.last(store, "lapsed"), years.last(store, "closed")
    gains = [line for line in awarded if _year(line) > lapsed]
    contested = objections.disputed(store)
    late = sums.late(store, household_id) if closed < lapsed else set()
    hidden: list[Entry] = []
    if choices.word(rulebook.rules_on(store, clock.today()), "redeemable_after") == "publication":
        public = publications.months(store)
        hidden = [line for line in gains if line.period not in public and line.seq not in contested]
    disputed = [line for line in gains if line.seq in contested]
    expired = [line for line in awarded if closed < _year(line) <= lapsed and line.seq in late]
    return tuple(hidden), tuple(disputed), tuple(expired)


def lapsed(store: Store, household_id: int, *, year: int) -> Points:
    """What lapsed with a year: minus the sum of its closing entries."""
    source = f"close_year:{year}"
    return -_sum(line for line in entries.of_household(store, household_id) if line.source == source)


def _year(line: Entry) -> int:
    """The year of account."""
    return int(line.period[:4])


def _sum(lines: Iterable[Entry]) -> Points:
    return sum((line.points for line in lines), ZERO)
