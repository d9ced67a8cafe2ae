"""The year's budget for goods (物资预算): drawn up by the village, approved by the town, redeemed from (YK-23)."""

from __future__ import annotations

from rules import Pack
from village import clock
from village.errors import VillageError
from village.model.goods_budget import GoodsBudget
from village.services import choices, filings, timekeeping
from village.store import Store, acts
from village.store import goods_budgets as rows

FORM = "goods_budget"
"""How packs call the paper that carries it to the town."""
_PLAYED = "rehearsal"
_FARTHEST = 2  # years ahead that a budget may be drawn up for


def asked(pack: Pack) -> bool:
    """Whether goods are redeemed out of an approved budget only."""
    return choices.word(pack, "goods_budget") == "approved"


def draw_up(store: Store, *, year: int, amount: int, note: str = "", actor: str) -> GoodsBudget:
    """Write down what the year's goods may cost, in fen, and that it went to the town; a later one of the same year
    takes its place once approved.

    Raises `clock_behind`, `year_wrong`, `amount_wrong`.
    """
    with store.transaction():
        timekeeping.check_clock(store)
        if not clock.today().year <= year < clock.today().year + _FARTHEST:
            raise VillageError("year_wrong")
        if amount <= 0:
            raise VillageError("amount_wrong")
        made = rows.add(store, year=year, amount=amount, note=note.strip(), on=clock.today(), actor=actor)
        acts.append(store, at=clock.now(), actor=actor, act="draw_up", subject=f"goods_budget:{made}", detail=str(year))
        filings.file_once(store, form=FORM, period=str(year), actor=actor)
        return _get(store, made)


def approve(store: Store, budget_id: int, *, approval: str, actor: str) -> GoodsBudget:
    """The town agreed, by this paper.

    Raises `clock_behind`, `budget_unknown`, `approval_missing`, `approved_already`.
    """
    with store.transaction():
        timekeeping.check_clock(store)
        found = _get(store, budget_id)
        if not approval.strip():
            raise VillageError("approval_missing")
        if found.approval:
            raise VillageError("approved_already")
        rows.approve(store, budget_id, approval=approval.strip(), on=clock.today(), actor=actor)
        subject = f"goods_budget:{budget_id}"
        acts.append(store, at=clock.now(), actor=actor, act="approve_budget", subject=subject, detail=approval.strip())
        return _get(store, budget_id)


def all_of(store: Store) -> list[GoodsBudget]:
    """Every budget, newest first."""
    return rows.all_of(store)


def approved(store: Store, year: int) -> GoodsBudget | None:
    """The budget that a year's goods come from."""
    return rows.approved(store, year)


def check(store: Store, pack: Pack) -> None:
    """Raises `budget_missing` while the town has not agreed to this year's budget, where the rules ask for one."""
    if asked(pack) and rows.approved(store, clock.today().year) is None:
        raise VillageError("budget_missing", pack.setting("goods_budget").clause)


def suppose(store: Store) -> None:
    """A village that is only played has its budget for the year: no scenario and no replay speaks of one."""
    year, today = clock.today().year, clock.today()
    if rows.approved(store, year) is None:
        made = rows.add(store, year=year, amount=1, note=_PLAYED, on=today, actor=_PLAYED)
        rows.approve(store, made, approval=_PLAYED, on=today, actor=_PLAYED)


def _get(store: Store, budget_id: int) -> GoodsBudget:
    found = rows.get(store, budget_id)
    if found is None:
        raise VillageError("budget_unknown")
    return found
