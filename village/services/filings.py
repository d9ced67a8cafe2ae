"""Papers for the town (上报): which are due by which day, and which have gone (JX-37, YK-23)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.dues import Due, dues
from village import clock
from village.errors import VillageError
from village.services import rulebook, timekeeping
from village.store import Store, acts
from village.store import filings as rows


@dataclass(frozen=True, slots=True)
class Filing:
    """A paper that is due; `title` as it is printed, `filed_on` None while it has not gone."""

    due: Due
    title: str
    filed_on: date | None
    actor: str


def of_year(store: Store, year: int) -> list[Filing]:
    """The papers of a year, the earliest first."""
    pack = rulebook.rules_on(store, clock.today())
    gone = rows.all_of(store)
    asked = [due for due in dues(pack, year) if due.what == "report"]
    return [
        Filing(due, pack.paper.form(due.detail).title, *gone.get((due.detail, due.period), (None, ""))) for due in asked
    ]


def file(store: Store, *, form: str, period: str, actor: str) -> None:
    """The paper has gone to the town. Raises `clock_behind`, `form_unknown`, `filed_already`."""
    with store.transaction():
        timekeeping.check_clock(store)
        found = [one for one in of_year(store, int(period[:4])) if (one.due.detail, one.due.period) == (form, period)]
        if not found:
            raise VillageError("form_unknown")
        if found[0].filed_on:
            raise VillageError("filed_already")
        _file(store, form=form, period=period, actor=actor)


def file_once(store: Store, *, form: str, period: str, actor: str) -> None:
    """The same for a paper that goes along with another act: nothing to be said if it has gone, or is not asked for."""
    asked = (one for one in of_year(store, int(period[:4])) if (one.due.detail, one.due.period) == (form, period))
    if any(one.filed_on is None for one in asked):
        _file(store, form=form, period=period, actor=actor)


def _file(store: Store, *, form: str, period: str, actor: str) -> None:
    rows.add(store, form=form, period=period, on=clock.today(), actor=actor)
    acts.append(store, at=clock.now(), actor=actor, act="file", subject=f"form:{form}", detail=period)
