"""Recomputing (重算): the points of every scored line derived again from what happened, under the rules it names."""

from __future__ import annotations

import sys
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush

from rules import Counted, Item, Pack, added, bad_amount, rivals
from village.model.points import Points
from village.services import rulebook
from village.store import Store, scores, vetoes
from village.store.scores import Back, Scored


@dataclass(frozen=True, slots=True)
class Difference:
    """A line that says other points than it should: `derived` is None where the rules give such a fact none."""

    seq: int
    points: Points
    derived: Points | None


@dataclass(frozen=True, slots=True)
class Recomputation:
    """`lines` were derived again; `points` are what those that stand give each household, in hundredths."""

    lines: int
    points: dict[int, int]
    differences: tuple[Difference, ...]


_NEVER = sys.maxsize
_STANDS = Back(_NEVER, 0)
_Place = tuple[int, Hashable]  # a household, and what its lines share with those they limit


def recompute(store: Store, year: int | None = None) -> Recomputation:
    """Derive the lines of a year's events again, or of all years: each from its item, option, day, count and
    person, by the item's version of that day, beside the lines that counted when it was written.

    A copy that moved here must say what its original says, a counter-entry the same with the other sign.
    """
    return _Replay(store).of(scores.given(store, year))


class _Replay:
    """The book as it grew: lines come in the order of their numbers, limit those that follow, and stop doing so
    when they are taken back, or while their month is vetoed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rules: dict[str, Pack | None] = {}
        self._backs = scores.reversals(store)
        self._vetoed = vetoes.spans(store)
        self._copies = scores.copies(store)
        self._said = dict.fromkeys(self._copies.values(), 0)
        self._counted: dict[_Place, tuple[Counted, ...]] = {}
        self._turns: list[tuple[int, int, _Place, Counted, bool]] = []

    def of(self, lines: Iterable[Scored]) -> Recomputation:
        """Take every line."""
        points: dict[int, int] = {}
        differences: list[Difference] = []
        number = 0
        for line in lines:
            number += 1
            seq, household_id, said = line[:3]
            derived = self._take(line)
            if derived != said:
                differences.append(Difference(seq, Points(said), None if derived is None else Points(derived)))
            if seq not in self._backs:
                points[household_id] = points.get(household_id, 0) + (derived or 0)
            elif self._backs[seq].points != -said:
                back = self._backs[seq]
                differences.append(Difference(back.seq, Points(back.points), Points(-said)))
        return Recomputation(number, points, tuple(differences))

    def _take(self, line: Scored) -> int | None:
        """What the line's fact gives. From now on it limits others."""
        seq, household_id, said, digest, code, version, option, count, member, occurred, month = line
        while self._turns and self._turns[0][0] < seq:
            self._turn(*heappop(self._turns)[2:])
        if seq in self._said:
            self._said[seq] = said
        item = self._item(digest, code)
        if item is None:
            return None
        day = date.fromisoformat(occurred)
        shared = rivals(item, option, day, member)
        place = household_id, shared
        earlier = () if shared is None else self._counted.get(place, ())
        if seq in self._copies:
            derived: int | None = self._said[self._copies[seq]]
        else:
            derived = _derived(item, version, day, option, count, member, said, earlier)
        if shared is not None:
            for begin, end in self._counting(seq, household_id, month):
                if begin == seq:
                    self._turn(place, (said, count), True)
                else:
                    heappush(self._turns, (begin, seq, place, (said, count), True))
                if end < _NEVER:
                    heappush(self._turns, (end, seq, place, (said, count), False))
        return derived

    def _counting(self, seq: int, household_id: int, month: str) -> Iterator[tuple[int, int]]:
        """After which lines a line begins to limit others, and until which it does: never while its month is vetoed."""
        begin, last = seq, self._backs.get(seq, _STANDS).seq
        for vetoed, restored in self._vetoed.get((household_id, month), ()):
            if begin < min(vetoed, last):
                yield begin, min(vetoed, last)
            begin = max(begin, _NEVER if restored is None else restored)
        if begin < last:
            yield begin, last

    def _turn(self, place: _Place, counted: Counted, counts: bool) -> None:
        """From now on a line limits others, or no longer does."""
        if counts:
            self._counted[place] = (*self._counted.get(place, ()), counted)
            return
        left = list(self._counted[place])
        left.remove(counted)
        self._counted[place] = tuple(left)

    def _item(self, digest: str, code: str) -> Item | None:
        if digest not in self._rules:
            self._rules[digest] = rulebook.edition(self._store, digest)
        pack = self._rules[digest]
        return pack.find(code) if pack else None


def _derived(
    item: Item,
    version: str,
    day: date,
    option: str,
    count: int,
    member: str,
    said: int,
    earlier: Sequence[Counted],
) -> int | None:
    found = item.version_on(day)
    if found is None or found.start.isoformat() != version or option not in (item.options or ("",)):
        return None
    shape = item.shape_of(option)
    value = found.value(option)
    if item.open:  # the panel's own figure stands on no other paper than the line
        value = said // count if shape.multiplies else said
        if bad_amount(item, value, "deduction" if item.kind == "negative" else "award"):
            return None
    derived = added(shape, value, count, member, earlier)
    return derived if isinstance(derived, int) else None
