"""The year's figures (年度数据): the village's and each group's, with its three kinds of points apart.

What a village tells its town (GY-24, YK-31), statistics (MH-10), figures by group (JX-40), three kinds (JX-04), and how
many of those who live here are in (YK-25).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from rules import Pack, PackError
from village import clock
from village.model.entry import Kind
from village.model.household import Household
from village.model.points import Points
from village.services import choices, participation, rulebook
from village.store import Store, figures
from village.store import households as roll
from village.store import tallies as rows

_EVERYBODY = -1  # no limit
_KINDS = ("positive", "negative", "reward", "veto", "")


@dataclass(frozen=True, slots=True)
class Kinds:
    """A year's scored points in the three kinds that each document names in its own words (JX-04, YK-06, DZ-07);
    `veto` is what vetoed months took back (JX-02), `other` what no item made. Their sum is what was earned."""

    plus: Points
    minus: Points
    reward: Points
    veto: Points
    other: Points

    @property
    def total(self) -> Points:
        """What was earned in the year."""
        return self.plus + self.minus + self.reward + self.veto + self.other


@dataclass(frozen=True, slots=True)
class Tally:
    """A group's year, or the village's with an empty `group`.

    `households` are open accounts, `residents` those that live here, `covered` the residents who take part,
    `participants` all who take part, `active` those of them with a gain, `lines` the scored lines that stand.
    `redeemed` and `lapsed` are above zero; `balance` is what all accounts hold at the year's end, or now.
    """

    group: str
    households: int
    residents: int
    covered: int
    participants: int
    active: int
    lines: int
    kinds: Kinds
    redeemed: Points
    lapsed: Points
    balance: Points


def of_year(store: Store, year: int) -> list[Tally]:
    """The village's year first, then each group's in house order. Points of accounts that ended stay in the sums, so
    that these agree with the ledger; households are those of today."""
    count = _Counter(store, rulebook.rules_on(store, clock.today()), year)
    everybody = roll.search(store, "", limit=_EVERYBODY, offset=0)
    by_group: dict[str, list[Household]] = {}
    for one in everybody:
        by_group.setdefault(one.group, []).append(one)
    return [count("", everybody), *(count(group, own) for group, own in by_group.items())]


def kinds_of(store: Store, household_id: int, year: int) -> Kinds:
    """One household's three kinds of a year, as its account shows them."""
    pack = rulebook.rules_on(store, clock.today())
    return kinds(pack, rows.by_item(store, year, household_id))


def kinds_by_household(store: Store, year: int) -> list[tuple[Household, Kinds]]:
    """Every open account's three kinds of a year, in house order."""
    pack = rulebook.rules_on(store, clock.today())
    found = _by_household(store, year)
    return [(one, kinds(pack, found.get(one.id, []))) for one in roll.all_open(store)]


def kinds(pack: Pack, scored: Iterable[rows.Scored]) -> Kinds:
    """Scored sums in their three kinds."""
    sums = dict.fromkeys(_KINDS, 0)
    for one in scored:
        sums[_kind_of(pack, one)] += one.points
    return Kinds(*(Points(sums[kind]) for kind in _KINDS))


def lives_here(household: Household, pack: Pack) -> bool:
    """Whether it lives here (常住): at home for longer than the rules' absence, wherever it comes from (DZ-04)."""
    return household.months_home > choices.hundredths(pack, "absence_months")


class _Counter:
    """The year's sums, asked for once, then added up for any households."""

    def __init__(self, store: Store, pack: Pack, year: int) -> None:
        self.pack = pack
        self.taking_part = participation.participants(store, pack)
        self.gained = rows.gained(store, year)
        self.lines = rows.lines(store, year)
        self.year = figures.of_year(store, year)
        self.ever = rows.by_kind(store, year)
        self.items = _by_household(store, year)

    def __call__(self, group: str, households: list[Household]) -> Tally:
        of = {one.id for one in households}
        here = [one for one in households if not one.closed]
        residents = {one.id for one in here if lives_here(one, self.pack)}
        participants = {one.id for one in here} & self.taking_part
        return Tally(
            group=group,
            households=len(here),
            residents=len(residents),
            covered=len(residents & participants),
            participants=len(participants),
            active=len(participants & self.gained),
            lines=sum(self.lines.get(one, 0) for one in of),
            kinds=kinds(self.pack, chain.from_iterable(self.items.get(one, []) for one in of)),
            redeemed=-self._sum(of, Kind.REDEMPTION),
            lapsed=-self._sum(of, Kind.CLOSING),
            balance=Points(sum(sum(self.ever.get(one, {}).values()) for one in of)),
        )

    def _sum(self, of: set[int], kind: Kind) -> Points:
        return Points(sum(self.year.get(one, {}).get(kind, 0) for one in of))


def _by_household(store: Store, year: int) -> dict[int, list[rows.Scored]]:
    found: dict[int, list[rows.Scored]] = {}
    for one in rows.by_item(store, year):
        found.setdefault(one.household_id, []).append(one)
    return found


def _kind_of(pack: Pack, scored: rows.Scored) -> str:
    """The item's kind; "veto", or "" where no item made the line or nobody knows it any more."""
    if scored.veto:
        return "veto"
    if not scored.item:
        return ""
    try:
        item = (pack if pack.id == scored.pack else rulebook.pack(scored.pack)).find(scored.item)
    except PackError:
        return ""
    return item.kind if item else ""
