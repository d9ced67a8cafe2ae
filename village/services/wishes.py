"""Wishes (点单, JX-26): what a household would like the shop to have, at any time. No order: no points move."""

from __future__ import annotations

from datetime import date

from village import clock
from village.model.period import Period, month_of
from village.model.wish import Wish
from village.services import goods, participation, periods, rulebook, timekeeping
from village.store import Store, acts
from village.store import wishes as rows


def wish(store: Store, *, household_id: int, goods_id: int, actor: str) -> bool:
    """Write a wish down; False where the household's wish for these goods is open already: it counts once a quarter.

    Raises `unknown_household`, `goods_unknown`, `account_closed`, `not_participating`, `clock_behind`,
    `prohibited_goods`, `cash_goods`.
    """
    with store.transaction():
        pack = rulebook.rules_on(store, clock.today())
        wanted = goods.get(store, goods_id)
        participation.participant(store, household_id, pack=pack)
        timekeeping.check_clock(store)
        goods.check_allowed(pack, wanted)
        if is_open(store, household_id, goods_id):
            return False
        now = clock.now()
        rows.add(store, household_id=household_id, goods_id=goods_id, at=now)
        acts.append(store, at=now, actor=actor, act="wish", subject=f"goods:{goods_id}")
        return True


def withdraw(store: Store, *, household_id: int, goods_id: int, actor: str) -> bool:
    """Take a wish of this quarter back; False where none stood. Raises `clock_behind`."""
    with store.transaction():
        timekeeping.check_clock(store)
        now = clock.now()
        taken = rows.withdraw(store, household_id=household_id, goods_id=goods_id, since=_since(), at=now, actor=actor)
        if taken:
            acts.append(store, at=now, actor=actor, act="unwish", subject=f"goods:{goods_id}")
        return bool(taken)


def open_of(store: Store, household_id: int) -> list[Wish]:
    """A household's wishes of this quarter that it neither took back nor was given since, the oldest first.

    With the quarter the village buys (`purchases`): what was not bought is wished for anew.
    """
    return rows.open_of(store, household_id, since=_since())


def is_open(store: Store, household_id: int, goods_id: int) -> bool:
    """Whether the household waits for these goods."""
    return any(one.goods_id == goods_id for one in open_of(store, household_id))


def counts(store: Store) -> dict[int, int]:
    """Goods → how many households wish for them; what nobody wishes for is left out."""
    return rows.counts(store)


def count(store: Store, goods_id: int) -> int:
    """How many households wish for goods."""
    return rows.count(store, goods_id)


def _since() -> date:
    return Period.parse(periods.quarter_of(month_of(clock.today()))).first
