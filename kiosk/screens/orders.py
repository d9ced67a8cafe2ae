"""我换的东西: what waits to be fetched and what was only wished for, and how to take either back."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kiosk import paging, stage, visitor
from kiosk.screens import unlock
from village import clock
from village.errors import VillageError
from village.language import phrase
from village.model.goods import Goods
from village.model.household import Household
from village.model.redemption import Collector, Redemption, RedemptionState
from village.model.wish import Wish
from village.services import choices, goods, redemptions, rulebook, substitutions, wishes
from village.voice.dialogue import Sentence, name_of
from village.web import db
from village.web.access import only

page = Blueprint("orders", __name__)

_BRING = {
    "passbook": "order.bring_passbook",
    "card": "order.bring_card",
    "card_or_passbook": "order.bring_card_or_passbook",
}


@page.get("/orders")
@only(visitor.known)
def orders() -> str:
    """What has been ordered and not fetched, and open wishes."""
    return unlock.enter("orders", number=str(request.args.get("page", 1, type=int)))


@page.get("/orders/<id:order_id>")
@only(visitor.known)
def drop(order_id: int) -> str:
    """Shall it be given back?"""
    return unlock.enter("drop", order=str(own(order_id).id)) if unlock.proved() else unlock.enter("orders")


@page.post("/orders/<id:order_id>/cancel")
@only(visitor.known)
def cancel(order_id: int) -> ResponseReturnValue:
    """对，不要了: points and goods go back, once."""
    if not unlock.proved():
        return unlock.enter("orders")
    try:
        with db.store().transaction():
            made = own(order_id)
            if made.state is not RedemptionState.CANCELLED:
                reason, actor = phrase("order.reason").printed, phrase("errands.actor").printed
                redemptions.cancel(db.store(), order_id, reason=reason, actor=actor)
    except VillageError as error:
        return stage.again(stage.sorry(error)), 422
    stage.notify(Sentence("order.given_back", {"amount": made.points}))
    return stage.show("orders")


@page.get("/orders/<id:order_id>/collector")
@only(visitor.known)
def collector(order_id: int) -> str:
    """Who fetches it instead? The card of that household is held to the scanner (`card.scan`)."""
    return unlock.enter("collector", order=str(own(order_id).id)) if unlock.proved() else unlock.enter("orders")


@page.post("/orders/<id:order_id>/collector")
@only(visitor.known)
def fetch(order_id: int) -> ResponseReturnValue:
    """我自己拿: nobody is sent any longer."""
    if not unlock.proved():
        return unlock.enter("orders")
    return _send(order_id, Collector(""), Sentence("order.send_off"))


def send(household: Household) -> ResponseReturnValue:
    """The card of a neighbour was shown on the page that asks who fetches it."""
    order_id = int(visitor.current().trail[-1].args["order"])
    relation = phrase("order.relation", number=household.number).printed
    return _send(
        order_id, Collector(household.head, relation), Sentence("order.send_noted", {"head": name_of(household)})
    )


def _send(order_id: int, collector: Collector, said: Sentence) -> ResponseReturnValue:
    try:
        redemptions.send(db.store(), own(order_id).id, collector, actor=phrase("errands.actor").printed)
    except VillageError as error:
        return stage.again(stage.sorry(error)), 422
    stage.notify(said)
    return stage.show("orders")


def own(order_id: int) -> Redemption:
    """An order of the open household. Raises `redemption_unknown` for any other."""
    found = redemptions.get(db.store(), order_id)
    if found.household_id != visitor.household_id():
        raise VillageError("redemption_unknown")
    return found


def goods_of(made: Redemption | Wish) -> Goods:
    """What was ordered or wished for."""
    return goods.get(db.store(), made.goods_id)


@stage.screen("orders")
def _orders(number: str = "1") -> str:
    store, household_id = db.store(), visitor.household_id()
    mine = redemptions.of_household(store, household_id)
    ordered = [made for made in mine if made.state is RedemptionState.REQUESTED]
    waiting: list[Redemption | Wish] = [*ordered, *wishes.open_of(store, household_id)]
    room = stage.room([goods_of(made).name for made in waiting], pictured=True)
    shown = paging.choices(waiting, number=int(number), room=room)
    return stage.draw("orders.html", page=shown, goods_of=goods_of, waits=_waits)


def _waits(made: Redemption) -> dict[str, object]:
    """What is told beside an order's goods: its number, who fetches it, and what it was for before (A.7-10)."""
    before = substitutions.promised(db.store(), made)
    if before:
        return {"key": "order.waiting_instead", "params": {"number": f"{made.id}", "title": before[0].name}}
    return {"key": "order.waiting_sent" if made.collector else "order.waiting", "params": {"number": f"{made.id}"}}


@stage.screen("drop")
def _drop(order: str) -> str:
    made = own(int(order))
    return stage.draw("drop.html", made=made, goods=goods_of(made))


@stage.screen("collector")
def _collector(order: str) -> str:
    return stage.draw("collector.html", made=own(int(order)))


@stage.screen("ordered")
def _ordered(order: str) -> str:
    made = own(int(order))
    ready = made.due <= clock.today()
    return stage.draw("ordered.html", made=made, goods=goods_of(made), ready=ready, bring=_to_bring())


def _to_bring() -> str:
    """The sentence that says what is asked for at the counter; "" where nothing is."""
    asked = choices.many(rulebook.rules_on(db.store(), clock.today()), "redemption_proof")
    return next((sentence for what, sentence in _BRING.items() if what in asked), "")
