"""Papers for the town (上报): which are due by which day, and which have gone (JX-37, YK-23)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from rules.dues import Due, dues
from village import clock
from village.errors import VillageError
from village.model.period import Period
from village.services import rulebook, timekeeping
from village.store import Store, acts, filed_papers
from village.store import filings as rows

Freeze = Callable[[], Mapping[str, bytes]]
"""Makes a paper as it is filed: form (page, table) → content."""


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


def file(store: Store, *, form: str, period: str, actor: str, freeze: Freeze = dict) -> None:
    """The paper has gone to the town; what `freeze` makes of it is kept to the byte (JX-37).

    Raises `clock_behind`, `form_unknown`, `filed_already`, `claim_first` (it goes with an application for money),
    `period_not_begun`.
    """
    with store.transaction():
        timekeeping.check_clock(store)
        found = [one for one in of_year(store, int(period[:4])) if (one.due.detail, one.due.period) == (form, period)]
        if not found:
            raise VillageError("form_unknown")
        if found[0].filed_on:
            raise VillageError("filed_already")
        if made_of(store, form) == "claim":
            raise VillageError("claim_first", found[0].due.clause)
        if made_of(store, form) == "report" and Period.parse(period).first > clock.today():
            raise VillageError("period_not_begun", found[0].due.clause, period=period)
        for kind, content in freeze().items():
            filed_papers.keep(store, f"{form}:{period}", kind, content)
        _file(store, form=form, period=period, actor=actor)


def made_of(store: Store, form: str) -> str:
    """Which of `rules.paper.MAKES` a form is; "" for one that people fill in, or that the document does not have."""
    forms = rulebook.rules_on(store, clock.today()).paper.forms
    return next((one.makes for one in forms if one.code == form), "")


def kept(store: Store, form: str, period: str, kind: str) -> tuple[bytes, str] | None:
    """(content, SHA-256) of a filed paper's page or table, to the byte; None where nothing was kept."""
    return filed_papers.get(store, f"{form}:{period}", kind)


def file_once(store: Store, *, form: str, period: str, actor: str) -> None:
    """The same for a paper that goes along with another act: nothing to be said if it has gone, or is not asked for."""
    asked = (one for one in of_year(store, int(period[:4])) if (one.due.detail, one.due.period) == (form, period))
    if any(one.filed_on is None for one in asked):
        _file(store, form=form, period=period, actor=actor)


def _file(store: Store, *, form: str, period: str, actor: str) -> None:
    rows.add(store, form=form, period=period, on=clock.today(), actor=actor)
    acts.append(store, at=clock.now(), actor=actor, act="file", subject=f"form:{form}", detail=period)
