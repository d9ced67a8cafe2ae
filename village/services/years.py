"""The year's end (年终结算): what lapses, what is carried on, and what a date brings by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules import Pack
from village import clock
from village.errors import VillageError
from village.model.closing import Closing
from village.model.entry import Draft, Kind
from village.model.points import ZERO, Points
from village.services import base, choices, ledger, rulebook, timekeeping
from village.store import Store, acts, figures, households, redemptions
from village.store import years as rows

CALENDAR = "calendar"  # the actor of what a date brings by itself


@dataclass(frozen=True, slots=True)
class _Sums:
    """One account at a year's end, in hundredths: base points, all other lines but redemptions, redemptions
    (above zero) up to that year, redemptions of later days, and whether base points could be spent."""

    base: int
    gained: int
    spent: int
    drawn: int
    locked: bool

    @property
    def eaten(self) -> int:
        """Base points that were spent. The year's points are spent first; a deficit never takes from the base."""
        return 0 if self.locked else min(self.base, max(0, self.spent - max(0, self.gained)))

    @property
    def left(self) -> int:
        """What the year left beside the base, less what was spent of it since; below zero for a deficit."""
        rest = self.gained - self.spent
        return rest - min(rest, self.drawn) if rest > 0 else rest


def close(store: Store, year: int, *, actor: str) -> Closing:
    """Close a year's books: one closing entry a household, where points lapse. A second time changes nothing.

    Raises `choice_missing`, `clock_behind`, and `wrong_year` for a year that is not over.
    """
    with store.transaction():
        pack = rulebook.rules_on(store, clock.today())
        change = choices.word(pack, "year_change")
        timekeeping.check_clock(store)
        if clock.today() < date(year, 12, 31):
            raise VillageError("wrong_year", pack.setting("year_change").clause, year=year)
        lapsed = ZERO
        if year > rows.last(store, "closed"):
            lapsed = catch_up(store)
            rows.add(store, year=year, act="closed", at=clock.now(), actor=actor)
            acts.append(store, at=clock.now(), actor=actor, act="close_year", subject=f"year:{year}", detail=change)
            if change != "carry":
                lapsed += _lapse(store, pack, year, keep_gains=_in_january(pack, year), actor=actor)
        return _closing(store, year, lapsed)


def catch_up(store: Store) -> Points:
    """Do what the calendar does by itself: on 1 February last year's remainder lapses (A.7-1). Answers what lapsed."""
    today = clock.today()
    year = today.year - 1
    with store.transaction():
        if today < date(today.year, 2, 1) or year <= rows.last(store, "lapsed"):
            return ZERO
        pack = rulebook.rules_on(store, today)
        first = figures.first_year(store)
        if not first or first > year or not _january_window(pack):
            return ZERO
        return _lapse(store, pack, year, keep_gains=False, actor=CALENDAR)


def is_due(store: Store, year: int) -> bool:
    """Whether a year is over, has lines and is not closed yet: the desk should say so."""
    first = figures.first_year(store)
    return bool(first) and first <= year < clock.today().year and year > rows.last(store, "closed")


def _january_window(pack: Pack) -> bool:
    """Whether last year's remainder may be spent in January."""
    restart = pack.setting("year_change").value == "restart"
    return restart and choices.word(pack, "prior_year_remainder") == "january"


def _in_january(pack: Pack, year: int) -> bool:
    return _january_window(pack) and clock.today() < date(year + 1, 2, 1)


def _lapse(store: Store, pack: Pack, year: int, *, keep_gains: bool, actor: str) -> Points:
    """Write the closing entries; with `keep_gains` only deficits are cleared now."""
    through, after = figures.through(store, year), figures.after(store, year)
    lapsed = ZERO
    for household in households.all_open(store):
        sums, later = through.get(household.id, {}), after.get(household.id, {})
        gained = sum(points for kind, points in sums.items() if kind not in (Kind.BASE, Kind.REDEMPTION))
        drawn = max(0, -later.get(Kind.REDEMPTION, 0))
        locked = base.is_locked(pack, household, date(year, 12, 31))
        found = _Sums(sums.get(Kind.BASE, 0), gained, -sums.get(Kind.REDEMPTION, 0), drawn, locked)
        if found.left and not (keep_gains and found.left > 0):
            lapsed += _post(store, pack, year, household.id, Kind.CLOSING, -found.left, actor=actor)
        taken = found.base if choices.word(pack, "base_after_year") == "zero" else found.eaten
        if taken:
            lapsed += _post(store, pack, year, household.id, Kind.BASE, -taken, actor=actor)
    if not keep_gains and year > rows.last(store, "lapsed"):
        rows.add(store, year=year, act="lapsed", at=clock.now(), actor=actor)
        acts.append(store, at=clock.now(), actor=actor, act="lapse", subject=f"year:{year}", detail=str(lapsed))
    return lapsed


def _post(store: Store, pack: Pack, year: int, household_id: int, kind: Kind, points: int, *, actor: str) -> Points:
    draft = Draft(
        household_id=household_id,
        kind=kind,
        points=Points(points),
        period=f"{year}-12",
        occurred_on=clock.today(),
        actor=actor,
        pack=pack.id,
        digest=pack.digest,
        clause=pack.setting("year_change" if kind is Kind.CLOSING else "base_after_year").clause,
        source=f"close_year:{year}",
    )
    ledger.post(store, draft)
    return Points(-points)


def _closing(store: Store, year: int, lapsed: Points) -> Closing:
    held = figures.through(store, year)
    open_accounts = households.all_open(store)
    carried = sum(sum(held.get(household.id, {}).values()) for household in open_accounts)
    waiting = sum((asked.points for asked in redemptions.open_ones(store)), ZERO)
    return Closing(year, len(open_accounts), lapsed, Points(carried), waiting)
