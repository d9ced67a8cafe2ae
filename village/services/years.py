"""The year's end (年终结算): what lapses, what is carried on, and what a date brings by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rules import Pack
from village import clock
from village.errors import VillageError
from village.model.closing import Closing
from village.model.entry import Draft, Kind
from village.model.points import ZERO, Points
from village.services import base, choices, ledger, rulebook, timekeeping
from village.store import Store, acts, figures, redemptions
from village.store import years as rows

CALENDAR = "calendar"  # the actor of what a date brings by itself


def close(store: Store, year: int, *, actor: str) -> Closing:
    """Close a year's books: one closing entry a household, where points lapse. A second time changes nothing.

    Raises `choice_missing`, `clock_behind`, and `wrong_year` for a year that is not over.
    """
    with store.transaction():
        pack = rulebook.rules_on(store, clock.today())
        change = choices.word(pack, "year_change")
        timekeeping.check_clock(store)
        if clock.today() < date(year, 12, 31):
            clause = pack.setting("year_change").clause
            raise VillageError("wrong_year", clause, said="year_not_over", year=f"{year}")
        lapsed = ZERO
        if year > rows.last(store, "closed"):
            known = rows.last(store, "lapsed")
            lapsed = catch_up(store)
            rows.add(store, year=year, act="closed", at=clock.now(), actor=actor)
            acts.append(store, at=clock.now(), actor=actor, act="close_year", subject=f"year:{year}", detail=change)
            if year <= known:
                lapsed += _lapse_late(store, pack, year, actor=actor)
            elif not _carries(pack):
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


def lapse_returned(store: Store, household_id: int, returned: Points, *, reason: str, actor: str) -> None:
    """Points of a year that has lapsed meanwhile, given back by a cancelled order, lapse as they would have (DZ-15);
    unless the village chose that what it could not deliver is credited in the new year (A.7-10)."""
    year, pack = rows.last(store, "lapsed"), rulebook.rules_on(store, clock.today())
    if not year or choices.word(pack, "undeliverable") == "credit":
        return
    left = min(returned.hundredths, figures.come_back(store, household_id, year))
    if left:
        line = _closing_line(pack, year, Kind.CLOSING, actor=actor)
        ledger.post(store, replace(line, household_id=household_id, points=Points(-left), reason=reason))


def is_due(store: Store, year: int) -> bool:
    """Whether a year is over, has lines that stand and is not closed yet: the desk should say so. A year in which
    nothing was kept, or only what was taken back since (a wrong date), is never asked for."""
    return year < clock.today().year and year > rows.last(store, "closed") and figures.stands(store, year)


def _carries(pack: Pack) -> bool:
    """Whether what is left lives on: where the year carries, and where it starts anew beside its remainder."""
    change, remainder = choices.word(pack, "year_change"), choices.word(pack, "prior_year_remainder")
    return change == "carry" or (change == "restart" and remainder == "carry")


def _january_window(pack: Pack) -> bool:
    """Whether last year's remainder may be spent in January."""
    restart = pack.setting("year_change").value == "restart"
    return restart and choices.word(pack, "prior_year_remainder") == "january"


def _in_january(pack: Pack, year: int) -> bool:
    return _january_window(pack) and clock.today() < date(year + 1, 2, 1)


def _lapse(store: Store, pack: Pack, year: int, *, keep_gains: bool, actor: str) -> Points:
    """Write the closing entries; with `keep_gains` only deficits are cleared now."""
    accounts = figures.at_year_end(store, year)
    closings = {one.household_id: -left for one in accounts if (left := one.left()) and not (keep_gains and left > 0)}
    free = base.last_free(pack, date(year, 12, 31))
    zero = choices.word(pack, "base_after_year") == "zero"
    taken = {one.household_id: one.base if zero else one.eaten() for one in accounts if zero or one.enrolled <= free}
    renewed = base.is_renewed(pack)
    bases = {household_id: -points for household_id, points in taken.items() if points and not renewed}
    ledger.post_each(store, _closing_line(pack, year, Kind.CLOSING, actor=actor), closings)
    ledger.post_each(store, _closing_line(pack, year, Kind.BASE, actor=actor), bases)
    lapsed = -Points(sum(closings.values()) + sum(bases.values()))
    if not keep_gains and year > rows.last(store, "lapsed"):
        rows.add(store, year=year, act="lapsed", at=clock.now(), actor=actor)
        acts.append(store, at=clock.now(), actor=actor, act="lapse", subject=f"year:{year}", detail=str(lapsed))
    return lapsed


def _lapse_late(store: Store, pack: Pack, year: int, *, actor: str) -> Points:
    """What was written into the year after its remainder had lapsed goes with the closing, whole: nobody spent it."""
    closings = {household_id: -points for household_id, points in figures.since_lapse(store, year).items()}
    ledger.post_each(store, _closing_line(pack, year, Kind.CLOSING, actor=actor), closings)
    return -Points(sum(closings.values()))


def _closing_line(pack: Pack, year: int, kind: Kind, *, actor: str) -> Draft:
    """What every household's line says; whose it is and how many points follows."""
    return Draft(
        household_id=0,
        kind=kind,
        points=ZERO,
        period=f"{year}-12",
        occurred_on=clock.today(),
        actor=actor,
        pack=pack.id,
        digest=pack.digest,
        clause=pack.setting("year_change" if kind is Kind.CLOSING else "base_after_year").clause,
        source=f"close_year:{year}",
    )


def _closing(store: Store, year: int, lapsed: Points) -> Closing:
    accounts, carried = figures.held(store, year)
    waiting = sum((asked.points for asked in redemptions.open_ones(store)), ZERO)
    return Closing(year, accounts, lapsed, Points(carried), waiting)
