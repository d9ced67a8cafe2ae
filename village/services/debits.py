"""The debit of a redemption (兑换): what is asked before, and points and goods moved in one transaction."""

from __future__ import annotations

from dataclasses import replace

from rules import Pack
from village import clock
from village.errors import VillageError
from village.model.entry import Draft, Kind
from village.model.goods import Goods
from village.model.period import month_of
from village.model.points import Points
from village.model.redemption import Redemption
from village.services import (
    figures,
    goods,
    goods_budgets,
    ledger,
    participation,
    rulebook,
    timekeeping,
    windows,
    years,
)
from village.store import Store
from village.store import goods as shelf
from village.store import redemptions as rows


def asked(store: Store, household_id: int, goods_id: int, quantity: int) -> tuple[Pack, Goods, Points]:
    """The rules, the goods and the whole price, with all that is asked before window, stock and points."""
    pack = rulebook.rules_on(store, clock.today())
    wanted = goods.get(store, goods_id)
    participation.participant(store, household_id, pack=pack)
    windows.is_open(pack, clock.today())  # says choice_missing before anything else is looked at
    each = goods.price(pack, wanted)
    timekeeping.check_clock(store)
    years.catch_up(store)
    goods.check_allowed(pack, wanted)
    if quantity < 1:
        raise VillageError("count_wrong")
    return pack, wanted, Points(each.hundredths * quantity)


def debit(
    store: Store,
    pack: Pack,
    wanted: Goods,
    price: Points,
    household_id: int,
    quantity: int,
    *,
    place: str,
    actor: str,
    token: str,
) -> Redemption:
    """Debit the points and reserve the goods. Raises `window_closed`, `budget_missing` (YK-23), `out_of_stock`,
    `not_published`, `not_enough_points`."""
    today = clock.today()
    if not windows.is_open(pack, today):
        raise VillageError("window_closed", pack.setting("redemption_months").clause)
    goods_budgets.check(store, pack)
    source = f"household:{household_id}"
    if not shelf.move(store, wanted.id, quantity=-quantity, source=source, at=clock.now(), actor=actor):
        raise VillageError("out_of_stock")
    found = figures.of(store, household_id)
    if price > found.redeemable:
        clause = pack.setting("redeemable_after").clause
        if price <= found.once_published:
            raise VillageError("not_published", clause, amount=price - found.redeemable)
        raise VillageError("not_enough_points", clause, points=found.redeemable, amount=price - found.redeemable)
    draft = Draft(
        household_id=household_id,
        kind=Kind.REDEMPTION,
        points=-price,
        period=month_of(today),
        occurred_on=today,
        actor=actor,
        pack=pack.id,
        digest=pack.digest,
        count=quantity,
        clause=pack.setting("redemption_months").clause,
        reason=wanted.name,
        source=f"goods:{wanted.id}",
    )
    entry = ledger.post(store, draft)
    due = windows.due(pack, wanted.delivery, today)
    made = Redemption(0, household_id, wanted.id, quantity, price, entry.seq, today, due, place=place)
    return replace(made, id=rows.add(store, made, token=token))
