"""Who stands where this year: competition ranking (1, 1, 3) by total, untouched by redemption (GY-18, YK-22)."""

from __future__ import annotations

from dataclasses import dataclass

from village import clock
from village.errors import VillageError
from village.model.entry import Kind
from village.model.points import Points
from village.services import choices, households, participation, rulebook
from village.store import Store, entries, figures


@dataclass(frozen=True, slots=True)
class Standing:
    """`rank` of `of` households that take part; `total` = base on the account + net points earned in the year."""

    rank: int
    of: int
    total: Points


def standing(store: Store, *, household_id: int, year: int) -> Standing:
    """Where one household stands. Raises `account_closed`, `not_participating` for one out of the ranking."""
    pack = rulebook.rules_on(store, clock.today())
    taking_part = participation.participants(store, pack)
    totals = [pair for pair in entries.totals(store, year=year) if pair[0] in taking_part]
    own = next((total for who, total in totals if who == household_id), None)
    if own is None:
        head = participation.account(store, household_id).head
        raise VillageError("not_participating", pack.setting("absence_months").clause, head=head)
    return Standing(1 + sum(total > own for _, total in totals), len(totals), own)


def eligible(store: Store, *, household_id: int, year: int) -> bool:
    """Whether a household may be nominated: strictly above the mean of those who take part (DZ-18, A.7-11).

    The mean is of what was earned; where the top of the ranking is nominated, of the totals.
    """
    households.get(store, household_id)
    pack = rulebook.rules_on(store, clock.today())
    taking_part = participation.participants(store, pack)
    if household_id not in taking_part:
        return False
    if choices.word(pack, "nomination") == "above_mean":
        sums = figures.of_year(store, year)
        points = {one: _earned(sums.get(one, {})) for one in taking_part}
    else:
        points = {one: total.hundredths for one, total in entries.totals(store, year=year) if one in taking_part}
    return points[household_id] * len(points) > sum(points.values())


def _earned(sums: dict[Kind, int]) -> int:
    return sums.get(Kind.AWARD, 0) + sums.get(Kind.DEDUCTION, 0)
