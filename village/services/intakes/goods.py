"""Goods as a table: looked over against the shelf and the rules, and taken in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from rules import Pack
from village.errors import VillageError
from village.model.goods import Delivery, Goods
from village.model.intake import Made
from village.model.points import ZERO, Points
from village.services import goods, refusals
from village.services.intakes import values
from village.services.intakes.titled import Line, Table, columns_of
from village.store import Store

_KEYS = ("name", "price", "cost", "stock", "category", "delivery", "cash_like")
_MOST = 99_999
_NAME_LIMIT = 30
_DELIVERIES = {
    **dict.fromkeys(("", "日用", "一般", "两天", "daily"), Delivery.DAILY),
    **dict.fromkeys(("家电", "七天", "appliance"), Delivery.APPLIANCE),
}
_YES = {**dict.fromkeys(("", "否", "不是", "FALSE"), False), **dict.fromkeys(("是", "√", "✓", "TRUE"), True)}


@dataclass(frozen=True, slots=True)
class Row:
    """Goods of the table; `known` is their id where the shop has them, 0 for new ones."""

    line: int
    name: str
    points: Points | None = None
    cost: int | None = None
    stock: int = 0
    category: str = ""
    delivery: Delivery = Delivery.DAILY
    cash_like: bool = False
    known: int = 0

    @property
    def idle(self) -> bool:
        """Whether the shop has them already."""
        return bool(self.known)


def look(store: Store, table: Table, pack: Pack, told: Callable[[int, int], None]) -> tuple[Row, ...]:
    """The goods of the table; whatever is doubtful is noted in its `faults`."""
    shelf = {one.name: one for one in goods.all_of(store)}
    seen: dict[str, int] = {}
    found = []
    for place, line in enumerate(table.lines):
        before = len(table.faults)
        row = _read(table, line, pack)
        first = seen.setdefault(row.name, line.number)
        if first != line.number:
            table.fault(line, "name", "name_twice", first=first)
        if len(table.faults) == before and (known := shelf.get(row.name)):
            row = _beside(table, line, row, known)
        if len(table.faults) == before:
            found.append(row)
        told(place, len(table.lines))
    return tuple(found)


def take(store: Store, row: Row, *, cleared: tuple[str, ...], actor: str) -> Iterator[Made]:
    """Put them on the shelf. Raises as `goods.add` and `goods.check_allowed`."""
    if not row.idle:
        yield Made(row.line, "goods", goods.add(store, _goods(row), cleared=cleared, actor=actor).id)


def fits(titles: Sequence[str]) -> bool:
    """Whether a row of titles is one of such a table."""
    found = columns_of("goods", titles)
    return "name" in found and bool(found.keys() & {"price", "cost"})


def _read(table: Table, line: Line, pack: Pack) -> Row:
    under = {
        key: table.under(line, key) for key in ("name", "price", "cost", "stock", "category", "delivery", "cash_like")
    }
    points = values.amount(under["price"]) if under["price"] else None
    cost = values.amount(under["cost"]) if under["cost"] else None
    stock = values.whole(under["stock"] or "0", most=_MOST)
    if not 0 < len(under["name"]) <= _NAME_LIMIT:
        table.fault(line, "name")
    if under["cost"] and not under["price"] and (cost is None or cost <= ZERO):
        table.fault(line, "cost")
    elif bool(under["price"]) == bool(under["cost"]) or (under["price"] and (points is None or points <= ZERO)):
        table.fault(line, "price")
    if stock is None:
        table.fault(line, "stock")
    if under["delivery"] not in _DELIVERIES:
        table.fault(line, "delivery")
    if under["cash_like"] not in _YES:
        table.fault(line, "cash_like")
    row = Row(
        line=line.number,
        name=under["name"],
        points=points,
        cost=cost.hundredths if cost else None,
        stock=stock or 0,
        category=under["category"],
        delivery=_DELIVERIES.get(under["delivery"], Delivery.DAILY),
        cash_like=_YES.get(under["cash_like"], False),
    )
    _check(table, line, row, pack)
    return row


def _check(table: Table, line: Line, row: Row, pack: Pack) -> None:
    """What the rules say to them."""
    try:
        goods.check_category(pack, row.category)
    except VillageError:
        table.fault(line, "category", words="、".join(goods.categories(pack)))
    try:
        goods.check_allowed(pack, _goods(row))
    except VillageError as why:
        table.say(line, "name", refusals.sentence(why))


def _beside(table: Table, line: Line, row: Row, known: Goods) -> Row:
    if (row.points, row.cost) != (known.points, known.cost):
        table.fault(line, "price" if row.points else "cost", "price_other")
    return replace(row, known=known.id)


def _goods(row: Row) -> Goods:
    return Goods(
        id=0,
        name=row.name,
        points=row.points,
        cost=row.cost,
        stock=row.stock,
        delivery=row.delivery,
        cash_like=row.cash_like,
        category=row.category,
    )
