"""A household's figures, each derived from its lines: period points, earned, total, balance, redeemable."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from village import clock
from village.model.entry import Entry, Kind
from village.model.period import month_of
from village.model.points import ZERO, Points
from village.services import base, choices, households, moves, rulebook
from village.services.vetoes import SOURCE as VETO
from village.store import Store, entries, objections, publications, vetoes, years

_SCORED = (Kind.AWARD, Kind.DEDUCTION)


@dataclass(frozen=True, slots=True)
class Figures:
    """`period_points` of this month's events, `earned` this year without base, carried and redeemed points,
    `base` on the account, `balance` as the passbook shows it. What cannot be spent yet is said apart:
    `locked_base`, `unpublished` gains, and `disputed` gains (which are not among the unpublished)."""

    period_points: Points
    earned: Points
    base: Points
    balance: Points
    locked_base: Points
    unpublished: Points
    disputed: Points

    @property
    def total(self) -> Points:
        """The year's score that ranking uses, untouched by redemption."""
        return self.base + self.earned

    @property
    def redeemable(self) -> Points:
        """What could be spent now in an open window: never below zero, never above the balance."""
        return max(ZERO, self.balance - self.locked_base - self.unpublished - self.disputed)

    @property
    def once_published(self) -> Points:
        """What could be spent if every gain were published."""
        return max(ZERO, self.balance - self.locked_base - self.disputed)


def of(store: Store, household_id: int) -> Figures:
    """The household's figures today. Raises `unknown_household`."""
    household = households.get(store, household_id)
    today = clock.today()
    pack = rulebook.rules_on(store, today)
    lines = entries.of_household(store, household_id)
    void = vetoes.months(store, household_id)
    live = [line for line in moves.live(store, household_id) if line.kind in _SCORED and line.period not in void]
    granted = _sum(line for line in lines if line.kind is Kind.BASE)
    held = [line for line in live if _held(line, years.last(store, "lapsed"))]
    disputed = objections.disputed(store)
    public = publications.months(store) if choices.word(pack, "redeemable_after") == "publication" else None
    return Figures(
        period_points=_sum(
            line for line in live if month_of(line.occurred_on) == month_of(today) and not line.source.startswith(VETO)
        ),
        earned=_sum(line for line in lines if line.kind in _SCORED and line.period[:4] == f"{today:%Y}"),
        base=granted,
        balance=_sum(lines),
        locked_base=granted if base.is_locked(pack, household, today) else ZERO,
        unpublished=_sum(
            line for line in held if public is not None and line.period not in public and line.seq not in disputed
        ),
        disputed=_sum(line for line in held if line.seq in disputed),
    )


def _held(line: Entry, lapsed: int) -> bool:
    """A gain that is still on the account: its year has not lapsed."""
    return line.points > ZERO and line.kind is Kind.AWARD and int(line.period[:4]) > lapsed


def _sum(lines: Iterable[Entry]) -> Points:
    return sum((line.points for line in lines), ZERO)
