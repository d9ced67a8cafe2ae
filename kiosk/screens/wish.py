"""点单: the village is told what a household would like, and told again if not; nothing is held, no points move."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kiosk import stage, visitor
from kiosk.screens import order, unlock
from village.errors import VillageError
from village.language import phrase
from village.services import goods, wishes
from village.voice.dialogue import Sentence
from village.web import db
from village.web.access import only

page = Blueprint("wish", __name__)


@page.post("/shop/<id:goods_id>/wish")
@only(visitor.known)
def wish(goods_id: int) -> ResponseReturnValue:
    """点单: pressed twice, or on another day of the quarter, it counts once."""
    if not unlock.proved():
        return order.ask(goods_id)
    store, actor = db.store(), phrase("errands.actor").printed
    try:
        wishes.wish(store, household_id=visitor.household_id(), goods_id=goods_id, actor=actor)
    except VillageError as error:
        return stage.again(stage.sorry(error)), 422
    if stage.here() == "order":
        del visitor.current().trail[-1:]
    return stage.show("wished", wanted=str(goods_id))


@page.get("/wishes/<id:goods_id>")
@only(visitor.known)
def drop(goods_id: int) -> str:
    """Shall the village forget it?"""
    if not unlock.proved():
        return unlock.enter("orders")
    return stage.show("unwish", wanted=str(goods.get(db.store(), goods_id).id))


@page.post("/wishes/<id:goods_id>/withdraw")
@only(visitor.known)
def withdraw(goods_id: int) -> ResponseReturnValue:
    """对，不要了: it counts no longer."""
    if not unlock.proved():
        return unlock.enter("orders")
    store, actor = db.store(), phrase("errands.actor").printed
    title = goods.get(store, goods_id).name
    try:
        wishes.withdraw(store, household_id=visitor.household_id(), goods_id=goods_id, actor=actor)
    except VillageError as error:
        return stage.again(stage.sorry(error)), 422
    stage.notify(Sentence("wish.withdrawn", {"title": title}))
    return stage.show("orders")


@stage.screen("wished")
def _wished(wanted: str) -> str:
    return stage.draw("wished.html", goods=goods.get(db.store(), int(wanted)))


@stage.screen("unwish")
def _unwish(wanted: str) -> str:
    return stage.draw("unwish.html", goods=goods.get(db.store(), int(wanted)))
