"""Who stands where this year: competition ranking (1, 1, 3), untouched by redemption (GY-18, YK-22)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from rules import Pack
from village import clock
from village.errors import VillageError
from village.model.entry import Kind
from village.model.household import Household
from village.model.points import ZERO, Points
from village.services import choices, households, participation, rulebook
from village.store import Store, entries, figures
from village.store import households as roll


@dataclass(frozen=True, slots=True)
class Standing:
    """`rank` of `of` households that take part; `total` is what they are ranked by (`rank_basis`)."""

    rank: int
    of: int
    total: Points


@dataclass(frozen=True, slots=True)
class Nominees:
    """Of `of` households that take part, those strictly above the mean with what they are compared by; `mean` is
    rounded to the hundredth, the comparison is not."""

    of: int
    mean: Points
    above: tuple[tuple[Household, Points], ...]


def standing(store: Store, *, household_id: int, year: int) -> Standing:
    """Where one household stands. Raises `account_closed`, `not_participating` for one out of the ranking."""
    pack = rulebook.rules_on(store, clock.today())
    points = ranked(store, pack, year)
    if household_id not in points:
        out = participation.account(store, household_id)
        raise VillageError("not_participating", participation.clause(out, pack), head=out.head)
    own = points[household_id]
    return Standing(rank_of(own, points), len(points), Points(own))


def rank_of(own: int, points: Mapping[int, int]) -> int:
    """Competition ranking: one more than those who have more (1, 1, 3)."""
    return 1 + sum(other > own for other in points.values())


def ranked(store: Store, pack: Pack, year: int) -> dict[int, int]:
    """Household → hundredths that the ranking looks at, for everybody who takes part: with `rank_basis` = total
    base and what was earned in the year (GY-18), with `earned` the latter alone (DZ-18)."""
    taking_part = participation.participants(store, pack)
    if choices.word(pack, "rank_basis") == "earned":
        return _earned(store, taking_part, year)
    return {one: total.hundredths for one, total in entries.totals(store, year=year) if one in taking_part}


def ranking(store: Store, *, year: int) -> list[tuple[Standing, Household]]:
    """Everybody who takes part, the first one first; those with as much stand side by side in house order."""
    points = ranked(store, rulebook.rules_on(store, clock.today()), year)
    ranks = _ranks(points)
    found = [one for one in roll.all_open(store) if one.id in points]
    placed = [(Standing(ranks[points[one.id]], len(points), Points(points[one.id])), one) for one in found]
    return sorted(placed, key=lambda pair: pair[0].rank)


def nominees(store: Store, *, year: int) -> Nominees:
    """Everybody who may be put forward, as `eligible` says of each, those with most first (DZ-18, YK-17, MH-18)."""
    points = _compared(store, year)
    whole = sum(points.values())
    above = [one for one in roll.all_open(store) if points.get(one.id, 0) * len(points) > whole and one.id in points]
    above.sort(key=lambda one: -points[one.id])
    mean = Points(round(Fraction(whole, len(points)))) if points else ZERO
    return Nominees(len(points), mean, tuple((one, Points(points[one.id])) for one in above))


def eligible(store: Store, *, household_id: int, year: int) -> bool:
    """Whether a household may be nominated: strictly above the mean of those who take part (DZ-18, A.7-11).

    The mean is of what was earned; where the top of the ranking is nominated, of what it is ranked by.
    """
    households.get(store, household_id)
    points = _compared(store, year)
    return household_id in points and points[household_id] * len(points) > sum(points.values())


def _compared(store: Store, year: int) -> dict[int, int]:
    """Household → hundredths that nomination looks at."""
    pack = rulebook.rules_on(store, clock.today())
    if choices.word(pack, "nomination") == "above_mean":
        return _earned(store, participation.participants(store, pack), year)
    return ranked(store, pack, year)


def _ranks(points: Mapping[int, int]) -> dict[int, int]:
    """Hundredths → the place of those who have as much."""
    found: dict[int, int] = {}
    for place, own in enumerate(sorted(points.values(), reverse=True), 1):
        found.setdefault(own, place)
    return found


def _earned(store: Store, taking_part: set[int], year: int) -> dict[int, int]:
    sums = figures.of_year(store, year)
    return {one: _scored(sums.get(one, {})) for one in taking_part}


def _scored(sums: Mapping[Kind, int]) -> int:
    return sums.get(Kind.AWARD, 0) + sums.get(Kind.DEDUCTION, 0)
