"""The purchase sheet of a quarter (采购单): what households wished for, added up for the supplier (JX-26)."""

from __future__ import annotations

from dataclasses import dataclass

from village.model.goods import Goods
from village.model.period import Period
from village.store import Store
from village.store import goods as shelf
from village.store import wishes as rows


@dataclass(frozen=True, slots=True)
class Purchase:
    """Goods that `households` of the village wished for. `wanted` of them are not on the shelf: a proposal, nobody
    orders by it alone."""

    goods: Goods
    households: int

    @property
    def wanted(self) -> int:
        """How many more are needed so that each household can have one."""
        return max(0, self.households - self.goods.stock)


def of_quarter(store: Store, quarter: Period) -> list[Purchase]:
    """What households wished for in a quarter and did not withdraw, what most of them wished for first."""
    wished = rows.between(store, quarter.first, quarter.last)
    found = [Purchase(one, wished[one.id]) for one in shelf.all_of(store) if one.id in wished]
    return sorted(found, key=lambda one: -one.households)
