"""The quarter's report (季度报表, annex 7): the village and each group, three kinds of points apart (JX-37, JX-04)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from village import clock
from village.model.fund import Flow
from village.model.period import Period
from village.model.points import Points
from village.model.publication import Publication
from village.services import participation, publications, rulebook, tallies
from village.services.tallies import Kinds
from village.store import Store, funds, households
from village.store import reports as rows

_EVERYBODY = -1  # no limit


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """A group's quarter, or the village's with an empty `group`: households that take part, scored `lines` that stand,
    the three `kinds`, who `redeemed` how much, and the `balance` of all accounts at the quarter's end, or now."""

    group: str
    participants: int
    lines: int
    kinds: Kinds
    redeemers: int
    redeemed: Points
    balance: Points


@dataclass(frozen=True, slots=True)
class QuarterReport:
    """`whole` is the sum of the `groups`. `boards` went up for the quarter's months; `unpublished` are months without
    one; money in fen."""

    quarter: Period
    whole: QuarterRow
    groups: tuple[QuarterRow, ...]
    boards: tuple[Publication, ...]
    unpublished: tuple[str, ...]
    received: int
    spent: int


def of_quarter(store: Store, quarter: Period) -> QuarterReport:
    """A quarter as it stands now. Accounts that ended stay in the sums, so that these are the ledger's."""
    count = _Counter(store, quarter)
    by_group: dict[str, set[int]] = {}
    for one in households.search(store, "", limit=_EVERYBODY, offset=0):
        by_group.setdefault(one.group, set()).add(one.id)
    everybody = {one for of in by_group.values() for one in of}
    boards = [one for one in publications.all_of(store) if set(one.months) & set(quarter.months)]
    shown = {month for one in boards for month in one.months}
    return QuarterReport(
        quarter=quarter,
        whole=count("", everybody),
        groups=tuple(count(group, of) for group, of in by_group.items()),
        boards=tuple(reversed(boards)),
        unpublished=tuple(month for month in quarter.months if month not in shown),
        received=funds.total(store, Flow.RECEIVED, quarter.first, quarter.last),
        spent=funds.total(store, Flow.SPENT, quarter.first, quarter.last),
    )


class _Counter:
    """The quarter's sums, asked for once, then added up for any households."""

    def __init__(self, store: Store, quarter: Period) -> None:
        first, last = quarter.months[0], quarter.months[-1]
        self.pack = rulebook.rules_on(store, clock.today())
        self.taking_part = participation.participants(store, self.pack)
        self.scored = list(rows.scored(store, first, last))
        self.lines = rows.lines(store, first, last)
        self.redeemed = rows.redeemed(store, first, last)
        self.held = rows.held(store, last)

    def __call__(self, group: str, of: Collection[int]) -> QuarterRow:
        return QuarterRow(
            group=group,
            participants=len(self.taking_part & set(of)),
            lines=sum(self.lines.get(one, 0) for one in of),
            kinds=tallies.kinds(self.pack, (one for one in self.scored if one.household_id in of)),
            redeemers=sum(one in self.redeemed for one in of),
            redeemed=Points(sum(self.redeemed.get(one, 0) for one in of)),
            balance=Points(sum(self.held.get(one, 0) for one in of)),
        )
