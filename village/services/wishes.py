"""Wishes (点单, JX-26): what a household would like the shop to have, at any time."""

from __future__ import annotations

from village import clock
from village.services import goods, participation, rulebook, timekeeping
from village.store import Store, acts
from village.store import wishes as rows


def wish(store: Store, *, household_id: int, goods_id: int, actor: str) -> int:
    """Write a wish down; answers how often these goods were wished for.

    Raises `unknown_household`, `goods_unknown`, `account_closed`, `not_participating`, `clock_behind`,
    `prohibited_goods`, `cash_goods`.
    """
    with store.transaction():
        pack = rulebook.rules_on(store, clock.today())
        wanted = goods.get(store, goods_id)
        participation.participant(store, household_id, pack=pack)
        timekeeping.check_clock(store)
        goods.check_allowed(pack, wanted)
        now = clock.now()
        rows.add(store, household_id=household_id, goods_id=goods_id, at=now)
        acts.append(store, at=now, actor=actor, act="wish", subject=f"goods:{goods_id}")
        return rows.count(store, goods_id)


def counts(store: Store) -> dict[int, int]:
    """Goods → how often they were wished for; what nobody wished for is left out."""
    return rows.counts(store)


def count(store: Store, goods_id: int) -> int:
    """How often goods were wished for."""
    return rows.count(store, goods_id)
