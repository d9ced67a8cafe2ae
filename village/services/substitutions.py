"""Other goods of the same value for an order that cannot be delivered (A.7-10): no points move, and nothing is lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from village import clock
from village.errors import VillageError
from village.model.goods import Goods
from village.model.redemption import Redemption, RedemptionState
from village.services import goods, redemptions, rulebook, timekeeping
from village.store import Store, acts
from village.store import goods as shelf
from village.store import substitutions as rows


@dataclass(frozen=True, slots=True)
class Substitute:
    """So many pieces of these goods are worth an order's points to the hundredth."""

    goods: Goods
    quantity: int


@dataclass(frozen=True, slots=True)
class Promised:
    """What an order was for, and why, when and by whom other goods were put in its place."""

    name: str
    quantity: int
    reason: str
    at: datetime
    actor: str


def offered(store: Store, made: Redemption) -> list[Substitute]:
    """What there is enough of, and may go over the counter, for the order's own points at today's price."""
    found = [_worth(store, made, one) for one in goods.all_of(store) if one.id != made.goods_id]
    return [one for one in found if one and one.quantity <= one.goods.stock and _allowed(store, one.goods)]


def substitute(store: Store, redemption_id: int, *, goods_id: int, reason: str, actor: str) -> Redemption:
    """The order is for these goods now: what it was for goes back on the shelf, these are kept aside. Points, day and
    number stay. Once more with the same goods changes nothing.

    Raises `redemption_unknown`, `redemption_finished`, `goods_unknown`, `reason_missing`, `clock_behind`,
    `prohibited_goods`, `cash_goods`, `substitute_worth` (no number of pieces is worth as much), `out_of_stock`.
    """
    with store.transaction():
        made = redemptions.get(store, redemption_id)
        if made.state is not RedemptionState.REQUESTED:
            raise VillageError("redemption_finished")
        wanted = goods.get(store, goods_id)
        if made.goods_id == goods_id:
            return made
        pack = rulebook.rules_on(store, clock.today())
        clause = pack.setting("undeliverable").clause
        if not reason.strip():
            raise VillageError("reason_missing", clause)
        timekeeping.check_clock(store)
        goods.check_allowed(pack, wanted)
        found = _worth(store, made, wanted)
        if found is None:
            raise VillageError("substitute_worth", clause, points=made.points)
        return _exchange(store, made, found, reason=reason.strip(), actor=actor)


def promised(store: Store, made: Redemption) -> list[Promised]:
    """What the order was for before, first to last; empty for nearly every order."""
    return [Promised(*row) for row in rows.of_order(store, made.id)]


def given(store: Store, seq: int) -> tuple[str, int] | None:
    """What is given for a line of the ledger in place of what it names, and how many; None for nearly every line."""
    return store.kept("substitutions", lambda: rows.by_line(store)).get(seq)


def _exchange(store: Store, made: Redemption, found: Substitute, *, reason: str, actor: str) -> Redemption:
    now, order = clock.now(), f"redemption:{made.id}"
    if not shelf.move(store, found.goods.id, quantity=-found.quantity, source=order, at=now, actor=actor):
        raise VillageError("out_of_stock")
    shelf.move(store, made.goods_id, quantity=made.quantity, source=order, at=now, actor=actor)
    rows.add(store, made.id, goods_id=found.goods.id, quantity=found.quantity, reason=reason, at=now, actor=actor)
    acts.append(store, at=now, actor=actor, act="substitute", subject=order, detail=f"{found.goods.id} {reason}")
    return replace(made, goods_id=found.goods.id, quantity=found.quantity)


def _worth(store: Store, made: Redemption, one: Goods) -> Substitute | None:
    each = goods.price(rulebook.rules_on(store, clock.today()), one).hundredths
    many, over = divmod(made.points.hundredths, each) if each else (0, 1)
    return None if over else Substitute(one, many)


def _allowed(store: Store, one: Goods) -> bool:
    try:
        goods.check_allowed(rulebook.rules_on(store, clock.today()), one)
    except VillageError:
        return False
    return True
