"""The fifth of April: March stands on the board, and the shop of the small village is open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from tests import builders
from village import clock
from village.model.goods import Goods
from village.model.period import Period
from village.model.points import Points
from village.services import goods, publications
from village.store import Store

OPEN_DAY = datetime(2026, 4, 5, 9)
MARCH = Period.parse("2026-03")


@contextmanager
def market(store: Store, day: datetime = OPEN_DAY) -> Iterator[None]:
    """That day, or another one after it, with the board of March up since the fifth."""
    with clock.held(OPEN_DAY):
        publications.sign(store, period=MARCH, signers=["书记"], actor=builders.CADRE)
        publications.publish(store, period=MARCH, actor=builders.CADRE)
    with clock.held(day):
        yield


def on_shelf(store: Store, name: str = "茶叶", price: str = "2", stock: int = 5, **facts: object) -> Goods:
    """One more kind of goods."""
    made = Goods(0, name, Points.parse(price), None, stock, **facts)  # type: ignore[arg-type]
    return goods.add(store, made, actor=builders.CADRE)
