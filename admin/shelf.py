"""The points shop's shelf as the desk looks at it: goods, price, stock, wishes."""

from __future__ import annotations

from dataclasses import dataclass

from rules import Pack
from village import clock
from village.errors import VillageError
from village.model.goods import Goods
from village.model.points import Points
from village.services import goods, rulebook, wishes
from village.store import Store


@dataclass(frozen=True, slots=True)
class Shelved:
    """One kind of goods; `price` is None while the village has not chosen its rate, `allowed` whether the rules
    let it go over the counter."""

    goods: Goods
    price: Points | None
    allowed: bool
    wishes: int


def all_of(store: Store) -> list[Shelved]:
    """Everything the shop knows, at today's price."""
    return at_price(store, goods.all_of(store))


def at_price(store: Store, found: list[Goods]) -> list[Shelved]:
    """These goods as they stand on the shelf today."""
    pack, wished = rulebook.rules_on(store, clock.today()), wishes.counts(store)
    return [Shelved(one, price(pack, one), _allowed(pack, one), wished.get(one.id, 0)) for one in found]


def price(pack: Pack, one: Goods) -> Points | None:
    """What one piece costs; None where the rate is still missing."""
    try:
        return goods.price(pack, one)
    except VillageError:
        return None


def _allowed(pack: Pack, one: Goods) -> bool:
    try:
        goods.check_allowed(pack, one)
    except VillageError:
        return False
    return True
