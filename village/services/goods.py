"""The points shop's goods (积分超市): what is on the shelf, and what it costs in points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from rules import Pack
from rules.office import may_give
from village import clock
from village.errors import VillageError
from village.model.goods import Clearance, Goods, PriceChange, StockIn, StockTaking
from village.model.points import Points
from village.services import choices, rulebook, timekeeping
from village.store import Store, acts
from village.store import goods as rows

_CLEARED = "clear_goods"
_COUNTED = "count_goods"
HALF_POINT = 50  # hundredths: prices are rounded up to it (decision 15)


def add(store: Store, goods: Goods, *, cleared: tuple[str, ...] = (), actor: str) -> Goods:
    """A new kind of goods, with what is on the shelf of it already (`stock`).

    `cleared` are the document's questions that `actor` answered with no, and answers for. Raises `name_empty`.
    """
    if not goods.name.strip():
        raise VillageError("name_empty")
    with store.transaction():
        made = replace(goods, id=rows.add(store, goods))
        now = clock.now()
        if goods.stock:
            rows.move(store, made.id, quantity=goods.stock, source="opening", at=now, actor=actor)
        acts.append(store, at=now, actor=actor, act="add_goods", subject=f"goods:{made.id}", detail=goods.name)
        if cleared:
            told = "、".join(cleared)
            acts.append(store, at=now, actor=actor, act=_CLEARED, subject=f"goods:{made.id}", detail=told)
        return made


def clearance(store: Store, goods_id: int) -> Clearance | None:
    """Who answered for these goods when they were added (JX-28); None where nobody was asked."""
    found = (one for one in acts.of_subject(store, f"goods:{goods_id}", limit=10_000) if one[2] == _CLEARED)
    return next((Clearance(datetime.fromisoformat(at), actor, told) for at, actor, _, told in found), None)


def stocked(store: Store, goods_id: int) -> list[StockIn]:
    """What came in, with where from, newest first."""
    return rows.stocked(store, goods_id)


def get(store: Store, goods_id: int) -> Goods:
    """One kind of goods. Raises `goods_unknown`."""
    found = rows.get(store, goods_id)
    if found is None:
        raise VillageError("goods_unknown")
    return found


def some(store: Store, ids: Iterable[int]) -> dict[int, Goods]:
    """Several at once, by their ids."""
    return rows.some(store, ids)


def all_of(store: Store) -> list[Goods]:
    """Everything the shop knows."""
    return rows.all_of(store)


def stock_in(store: Store, goods_id: int, *, quantity: int, source: str, actor: str) -> Goods:
    """Goods come in (入库). Raises `goods_unknown`, `clock_behind`, `prohibited_goods`, `cash_goods`, `count_wrong`."""
    with store.transaction():
        found = get(store, goods_id)
        timekeeping.check_clock(store)
        check_allowed(rulebook.rules_on(store, clock.today()), found)
        if quantity < 1:
            raise VillageError("count_wrong")
        now = clock.now()
        rows.move(store, goods_id, quantity=quantity, source=source, at=now, actor=actor)
        acts.append(store, at=now, actor=actor, act="stock_in", subject=f"goods:{goods_id}", detail=str(quantity))
        return get(store, goods_id)


def take_stock(store: Store, goods_id: int, *, counted: int, reason: str = "", actor: str) -> Goods:
    """Somebody counted the shelf (盘点): the difference is one more move, with its reason; no move is ever changed.

    Raises `goods_unknown`, `clock_behind`, `count_wrong` (below nought), `reason_missing` (something is more or less
    than the book says).
    """
    with store.transaction():
        found = get(store, goods_id)
        timekeeping.check_clock(store)
        if counted < 0:
            raise VillageError("count_wrong")
        why, now = reason.strip(), clock.now()
        if counted != found.stock:
            if not why:
                raise VillageError("reason_missing")
            rows.move(store, goods_id, quantity=counted - found.stock, source=why, at=now, actor=actor)
        subject, told = f"goods:{goods_id}", f"{found.stock} {counted} {why}".strip()
        acts.append(store, at=now, actor=actor, act=_COUNTED, subject=subject, detail=told)
        return replace(found, stock=counted)


def counts(store: Store, goods_id: int) -> list[StockTaking]:
    """Every time the shelf was counted, newest first."""
    found = (one for one in acts.of_subject(store, f"goods:{goods_id}", limit=10_000) if one[2] == _COUNTED)
    takings = []
    for at, actor, _, detail in found:
        before, counted, *why = detail.split(" ", 2)
        takings.append(StockTaking(datetime.fromisoformat(at), int(before), int(counted), "".join(why), actor))
    return takings


def categorise(store: Store, goods_id: int, *, category: str, actor: str) -> Goods:
    """Goods belong to a category of the document's, or of the village's own where it lists none (JX-27).

    Raises `goods_unknown`, `category_unlisted`.
    """
    with store.transaction():
        found = get(store, goods_id)
        check_category(rulebook.rules_on(store, clock.today()), category.strip())
        rows.categorise(store, goods_id, category=category.strip())
        subject = f"goods:{goods_id}"
        acts.append(store, at=clock.now(), actor=actor, act="categorise", subject=subject, detail=category.strip())
        return replace(found, category=category.strip())


def categories(pack: Pack) -> tuple[str, ...]:
    """The document's categories of goods (JX-27, DZ-20); empty where it lists none."""
    return pack.paper.listed("goods_categories")


def check_category(pack: Pack, category: str) -> None:
    """Raises `category_unlisted` for one that the document does not list; it has to be named where there is a list."""
    listed = categories(pack)
    if listed and category not in listed:
        raise VillageError("category_unlisted", pack.paper.names["goods_categories"].clause)


def reprice(
    store: Store, goods_id: int, *, points: Points | None = None, cost: int | None = None, reason: str, actor: str
) -> Goods:
    """Another price, in points or by the cost in fen; the panel finds every change with its reason (GY-06).

    What was asked for before keeps its price. Raises `goods_unknown`, `clock_behind`, `points_wrong` (neither or both,
    or not above nought), `reason_missing`.
    """
    with store.transaction():
        found = get(store, goods_id)
        timekeeping.check_clock(store)
        if (points is None) == (cost is None) or (points or Points(cost or 0)).hundredths <= 0:
            raise VillageError("points_wrong")
        if not reason.strip():
            raise VillageError("reason_missing")
        now, why = clock.now(), reason.strip()
        rows.reprice(store, PriceChange(goods_id, found.points, found.cost, points, cost, why, now, actor))
        acts.append(store, at=now, actor=actor, act="reprice", subject=f"goods:{goods_id}", detail=why)
        return replace(found, points=points, cost=cost)


def prices(store: Store, goods_id: int) -> list[PriceChange]:
    """Every change of a price, newest first."""
    return [one for one in reversed(rows.prices(store)) if one.goods_id == goods_id]


def give(store: Store, goods_id: int, *, quantity: int, to: str, reason: str, actor: str) -> Goods:
    """Hand goods out without points, where the rules allow it; the shelf's book says to whom and why (GY-20).

    Raises `goods_unknown`, `free_goods` (the rules forbid it), `clock_behind`, `count_wrong`, `name_empty`,
    `reason_missing`, `out_of_stock`.
    """
    with store.transaction():
        found = get(store, goods_id)
        pack = rulebook.rules_on(store, clock.today())
        if not may_give(pack):
            raise VillageError("free_goods", pack.setting("free_issue").clause)
        timekeeping.check_clock(store)
        for code, wrong in (
            ("count_wrong", quantity < 1),
            ("name_empty", not to.strip()),
            ("reason_missing", not reason.strip()),
        ):
            if wrong:
                raise VillageError(code)
        now, told = clock.now(), f"{to.strip()}：{reason.strip()}"
        if not rows.move(store, goods_id, quantity=-quantity, source=f"free:{told}", at=now, actor=actor):
            raise VillageError("out_of_stock")
        acts.append(store, at=now, actor=actor, act="give_goods", subject=f"goods:{goods_id}", detail=told)
        return replace(found, stock=found.stock - quantity)


def check_allowed(pack: Pack, goods: Goods) -> None:
    """Raises `prohibited_goods` (JX-28) and `cash_goods` (JX-29, GY-20)."""
    setting = pack.setting("cash_like")
    if goods.prohibited:
        raise VillageError("prohibited_goods", setting.clause)
    if goods.cash_like and choices.word(pack, "cash_like") == "forbidden":
        raise VillageError("cash_goods", setting.clause)


def price(pack: Pack, goods: Goods) -> Points:
    """What one piece costs: its points, or its cost at the village's rate, rounded up to the next half point.

    Raises `choice_missing` for goods with a cost where the village has not chosen its rate.
    """
    if goods.points is not None:
        return goods.points
    rate = choices.hundredths(pack, "rate")
    return Points(-(-(goods.cost or 0) * rate // (100 * HALF_POINT)) * HALF_POINT)
