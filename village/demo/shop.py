"""The pretend shop: filled from the supplier, open on the fixed day, with wishes for what it does not have."""

from __future__ import annotations

from datetime import date, timedelta

from village import clock
from village.demo.cadres import CADRE, REVIEWER, Past, at, told
from village.errors import VillageError
from village.language.phrases import phrase
from village.model.fund import Flow
from village.model.goods import Goods
from village.model.household import Household
from village.model.points import Points
from village.model.redemption import Redemption
from village.services import funds, goods, goods_budgets, redemptions, wishes
from village.store import Store

_CUSTOMERS = 24
_WISHING_DAY = 12
_TOO_FEW = frozenset({"not_enough_points", "not_published", "out_of_stock"})
"""With these a customer goes home; the next one comes."""


def open_up(store: Store) -> None:
    """A budget that the town agreed to (YK-23), money, and goods on the shelf."""
    words = told()
    for year in (clock.today().year, clock.today().year + 1):
        budget = goods_budgets.draw_up(store, year=year, amount=2_000_000, note=words["budget"]["note"], actor=CADRE)
        goods_budgets.approve(store, budget.id, approval=words["budget"]["approval"], actor=CADRE)
    for flow, row in ((Flow.RECEIVED, words["donor"]), (Flow.SPENT, words["bought"])):
        funds.record(
            store,
            flow=flow,
            amount=row["yuan"] * 100,
            heading=row["heading"],
            day=clock.today(),
            note=row["note"],
            actor=CADRE,
        )
    for row in words["goods"]:
        made = goods.add(store, Goods(0, row["name"], Points(row["points"] * 100), None), actor=CADRE)
        if row["stock"]:
            goods.stock_in(store, made.id, quantity=row["stock"], source=words["supplier"], actor=CADRE)


def of_day(store: Store, homes: list[Household], day: date, past: Past) -> None:
    """Exchange on the fixed day, once points are on a board; in the middle of the month somebody wishes for more."""
    with clock.held(at(day, 10)):
        if day.day == _WISHING_DAY:
            _wish(store, homes)
        if past.going_up(day):
            _exchange(store, homes)


def _wish(store: Store, homes: list[Household]) -> None:
    shelf = _shelf(store)
    for place, home in enumerate(homes[:: max(1, len(homes) // 7)]):
        wanted = told()["wished"][place % 3 == 2]
        wishes.wish(store, household_id=home.id, goods_id=shelf[wanted].id, actor=phrase("errands.actor").printed)


def _exchange(store: Store, homes: list[Household]) -> None:
    """The house with the newcomer's card takes something home, and leaves something to be fetched, the second time
    too; of the others some come to the counter, and some ask at the kiosk and fetch it an hour later."""
    shelf, first = _shelf(store), homes[0]
    fetched = redemptions.open_ones(store)
    for name in told()["buys"]:
        _bought(store, first, shelf[name])
    for place, home in enumerate(homes[1 :: max(1, len(homes) // _CUSTOMERS)]):
        wanted = shelf[told()["goods"][place % len(shelf)]["name"]]
        if place % 3:
            _bought(store, home, wanted)
        elif order := _ordered(store, home, wanted):
            fetched.append(order)
    _ordered(store, first, shelf[told()["waits"]])
    with clock.held(clock.now() + timedelta(hours=1)):
        for order in fetched:
            redemptions.hand_over(store, order.id, actor=REVIEWER)


def _bought(store: Store, home: Household, wanted: Goods) -> None:
    try:
        redemptions.redeem(store, household_id=home.id, goods_id=wanted.id, actor=REVIEWER)
    except VillageError as refusal:
        if refusal.code not in _TOO_FEW:
            raise


def _ordered(store: Store, home: Household, wanted: Goods) -> Redemption | None:
    actor = phrase("errands.actor").printed
    try:
        return redemptions.request(store, household_id=home.id, goods_id=wanted.id, actor=actor)
    except VillageError as refusal:
        if refusal.code not in _TOO_FEW:
            raise
    return None


def _shelf(store: Store) -> dict[str, Goods]:
    return {one.name: one for one in goods.all_of(store)}
