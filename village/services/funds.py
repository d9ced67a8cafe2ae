"""The book of money (资金): what came in, what was spent, what is left, this year against the last (DZ-03, MH-15)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from rules import Pack
from rules.office import budget_left, shortfall
from village import clock
from village.errors import VillageError
from village.model.fund import Flow, Fund
from village.services import rulebook, timekeeping
from village.store import Store, acts
from village.store import funds as rows

_EVER = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Money:
    """A year's money in fen. `left` is what remains of the village's sum (None where none is named), `shortfall` what
    is wanting so that this year is not below the last."""

    year: int
    received: int
    spent: int
    spent_before: int
    left: int | None
    shortfall: int


def record(
    store: Store, *, flow: Flow, amount: int, heading: str, day: date, note: str = "", actor: str
) -> tuple[Fund, Money]:
    """Write a line and answer it with where the money stands then.

    `amount` in fen. Where the document lists sources or purposes (JX-25, YK-24), `heading` is one of them. Raises
    `clock_behind`, `amount_wrong`, `date_future`, `heading_missing`, `purpose_forbidden` (JX-35), `heading_unknown`.
    """
    with store.transaction():
        pack = rulebook.rules_on(store, clock.today())
        timekeeping.check_clock(store)
        if amount <= 0:
            raise VillageError("amount_wrong")
        if day > clock.today():
            raise VillageError("date_future")
        _check_heading(pack, flow, heading.strip())
        made = _write(store, Fund(0, day, flow, amount, heading.strip(), note.strip(), actor))
        return made, of_year(store, day.year)


def take_back(store: Store, fund_id: int, *, reason: str, actor: str) -> Fund:
    """Undo a line by another one of the same day. Raises `fund_unknown`, `reason_missing`, `already_reversed`."""
    with store.transaction():
        line = rows.get(store, fund_id)
        if line is None or line.takes_back:
            raise VillageError("fund_unknown")
        if not reason.strip():
            raise VillageError("reason_missing")
        if fund_id in rows.taken_back(store):
            raise VillageError("already_reversed")
        return _write(store, replace(line, note=reason.strip(), actor=actor, takes_back=fund_id))


def lines(store: Store, year: int, *, limit: int = -1, skip: int = 0) -> list[tuple[Fund, bool]]:
    """A year's lines, newest first, each with whether it was taken back; all, or so many after the first `skip`."""
    undone = rows.taken_back(store)
    return [(line, line.id in undone) for line in rows.between(store, *_year(year), limit=limit, skip=skip)]


def of_year(store: Store, year: int) -> Money:
    """Where the money of a year stands. The village's sum is given once, for all that is spent since the rules' first
    day (DZ-03)."""
    pack = rulebook.rules_on(store, clock.today())
    spent, before = (rows.total(store, Flow.SPENT, *_year(one)) for one in (year, year - 1))
    return Money(
        year=year,
        received=rows.total(store, Flow.RECEIVED, *_year(year)),
        spent=spent,
        spent_before=before,
        left=budget_left(pack, rows.total(store, Flow.SPENT, pack.starts, _EVER)),
        shortfall=shortfall(pack, this_year=spent, last_year=before),
    )


def headings(pack: Pack, flow: Flow) -> tuple[str, ...]:
    """The sources or purposes that the document lists; empty where it lists none."""
    return pack.paper.listed("fund_sources" if flow is Flow.RECEIVED else "fund_purposes")


def _check_heading(pack: Pack, flow: Flow, heading: str) -> None:
    if not heading:
        raise VillageError("heading_missing")
    forbidden = pack.paper.names.get("fund_forbidden")
    if flow is Flow.SPENT and forbidden and heading in forbidden.values:
        raise VillageError("purpose_forbidden", forbidden.clause)
    known = headings(pack, flow)
    if known and heading not in known:
        key = "fund_sources" if flow is Flow.RECEIVED else "fund_purposes"
        raise VillageError("heading_unknown", pack.paper.names[key].clause)


def _write(store: Store, fund: Fund) -> Fund:
    made = rows.add(store, fund, at=clock.now())
    act = "take_back_fund" if fund.takes_back else fund.flow.value
    acts.append(store, at=clock.now(), actor=fund.actor, act=act, subject=f"fund:{made.id}", detail=fund.heading)
    return made


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)
