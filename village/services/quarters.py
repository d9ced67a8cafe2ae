"""The quarter's account of each household (季度账): what it begins with, what came and went, what is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rules import Pack
from rules.office import brought_forward
from village import clock
from village.model.entry import Kind
from village.model.household import Household
from village.model.period import Period
from village.model.points import ZERO, Points
from village.services import rulebook
from village.store import Store, households, quarters

_SCORED = (Kind.AWARD, Kind.DEDUCTION)


@dataclass(frozen=True, slots=True)
class QuarterAccount:
    """One household's quarter. `brought` is what it begins with: the balance that earlier quarters left (JX-19), or
    what the year has given so far (DZ-15). `scored` is gains less losses, `redeemed` what was spent (above zero),
    `other` base points, points carried over and what lapsed, `balance` what the passbook shows at the end."""

    household: Household
    brought: Points
    scored: Points
    redeemed: Points
    other: Points
    balance: Points


def carries(store: Store) -> bool:
    """Whether a quarter begins with all that is left, and not with what the year has given so far."""
    return rulebook.rules_on(store, clock.today()).setting("quarter_change").value == "carry"


def of_group(store: Store, quarter: Period, group: str) -> list[QuarterAccount]:
    """A group's accounts of a quarter, in house order."""
    return accounts(store, households.in_group(store, group), quarter)


def accounts(store: Store, found: Sequence[Household], quarter: Period) -> list[QuarterAccount]:
    """The accounts of these households, as they come."""
    pack = rulebook.rules_on(store, clock.today())
    first, last = quarter.months[0], quarter.months[-1]
    homes = [one.id for one in found]
    before = quarters.sums(store, homes, "0000-00", first)
    within = quarters.sums(store, homes, first, f"{last}~")
    year = quarters.sums(store, homes, f"{first[:4]}-00", first)
    return [_account(pack, one, *(sums.get(one.id, {}) for sums in (before, within, year))) for one in found]


def _account(
    pack: Pack,
    household: Household,
    before: Mapping[Kind, Points],
    within: Mapping[Kind, Points],
    year: Mapping[Kind, Points],
) -> QuarterAccount:
    held = sum(before.values(), ZERO)
    brought = brought_forward(pack, balance=held.hundredths, year=_scored(year).hundredths)
    spent = -within.get(Kind.REDEMPTION, ZERO)
    changed = sum(within.values(), ZERO)
    return QuarterAccount(
        household=household,
        brought=Points(brought),
        scored=_scored(within),
        redeemed=spent,
        other=changed - _scored(within) + spent,
        balance=held + changed,
    )


def _scored(sums: Mapping[Kind, Points]) -> Points:
    return sum((sums.get(kind, ZERO) for kind in _SCORED), ZERO)
