"""A year as it was and as it would have been, household by household."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from village import clock
from village.model.entry import Kind
from village.model.points import ZERO, Points
from village.services import figures, households, rulebook, standings
from village.services.replay.player import Player, Refused
from village.store import figures as sums

FIGURES = ("earned", "total", "balance", "redeemable", "lapsed", "opening", "carried")


@dataclass(frozen=True, slots=True)
class Account:
    """A household's figures; `earned` in the year and `total` with base points, `balance` and `redeemable` on the day
    that was looked at. `rank` is 0 for one that is not ranked. The year's end: `lapsed` with it, `opening` for what
    could be spent of the account as soon as it was closed, `carried` for the account when the year was over."""

    earned: Points = ZERO
    total: Points = ZERO
    balance: Points = ZERO
    redeemable: Points = ZERO
    rank: int = 0
    lapsed: Points = ZERO
    opening: Points = ZERO
    carried: Points = ZERO


NONE = Account()


@dataclass(frozen=True, slots=True)
class Home:
    """A household before and after."""

    number: str
    head: str
    group: str
    before: Account
    after: Account

    def change(self, figure: str) -> Points:
        """How much more of a figure of FIGURES; below zero for less."""
        found: Points = getattr(self.after, figure) - getattr(self.before, figure)
        return found

    @property
    def differs(self) -> bool:
        """Whether anything would have been otherwise."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Gone:
    """What could no longer be done, and whose it was ("" for the whole village)."""

    number: str
    head: str
    group: str
    refused: Refused


@dataclass(frozen=True, slots=True)
class Title:
    """What an item's lines brought, where that would differ; a line that could not be given brings nothing."""

    title: str
    lines: int
    before: Points
    after: Points


@dataclass(frozen=True, slots=True)
class Outcome:
    """`day` is the day that was looked at: the last before the year was closed, or today where it is not `closed`.

    `ending` is the day of its closing, the real one or the year's last, and `over` the day on which what was left of
    it had lapsed. `undecided`, before and after: whether the rules leave open how a year ends; then nothing lapses.
    """

    year: int
    day: date
    closed: bool
    homes: tuple[Home, ...]
    gone: tuple[Gone, ...]
    titles: tuple[Title, ...]
    ending: date
    over: date
    undecided: tuple[bool, bool]

    def total(self, figure: str, side: str, group: str = "") -> Points:
        """A figure summed over all households, or over a group; `side` is "before" or "after"."""
        homes = (home for home in self.homes if not group or home.group == group)
        return sum((getattr(getattr(home, side), figure) for home in homes), ZERO)

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups in the order of their house numbers."""
        return tuple(dict.fromkeys(home.group for home in self.homes))

    def gaining(self, count: int) -> tuple[Home, ...]:
        """The households whose total would have been more, the greatest gain first."""
        return self._most(count, 1)

    def losing(self, count: int) -> tuple[Home, ...]:
        """The households whose total would have been less, the greatest loss first."""
        return self._most(count, -1)

    def _most(self, count: int, sign: int) -> tuple[Home, ...]:
        ways = [(sign * home.change("total").hundredths, home) for home in self.homes]
        return tuple(home for way, home in sorted(ways, key=lambda pair: -pair[0])[:count] if way > 0)


def look(player: Player) -> dict[int, Account]:
    """Household (of the real book) → its figures now."""
    store = player.store
    pack = rulebook.rules_on(store, clock.today())
    scored, ranked = sums.of_year(store, player.year), standings.ranked(store, pack, player.year)
    place = _places(ranked)
    found = {}
    for real, here in player.homes.items():
        if households.get(store, here).closed:
            continue
        kinds = scored.get(here, {})
        earned = Points(kinds.get(Kind.AWARD, 0) + kinds.get(Kind.DEDUCTION, 0))
        now = figures.of(store, here)
        rank = place[ranked[here]] if here in ranked else 0
        found[real] = Account(earned, now.base + earned, now.balance, now.redeemable, rank)
    return found


def _places(ranked: Mapping[int, int]) -> Mapping[int, int]:
    """Points → competition rank (1, 1, 3), found once for everybody."""
    first: dict[int, int] = {}
    for place, points in enumerate(sorted(ranked.values(), reverse=True), 1):
        first.setdefault(points, place)
    return first
