"""One thing of the shelf: 对，换 debits the points once, however often it is pressed; or why not, and 点单."""

from __future__ import annotations

import secrets

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kiosk import stage, visitor
from kiosk.screens import print, shop, unlock
from rules import Pack
from village import clock
from village.errors import VillageError
from village.language import phrase
from village.services import figures, goods, households, redemptions, rulebook, wishes
from village.services.figures import Figures
from village.voice.dialogue import Sentence, name_of
from village.web import db
from village.web.access import only

page = Blueprint("order", __name__)


@page.get("/shop/<id:goods_id>")
@only(visitor.known)
def order(goods_id: int) -> str:
    """Is this what you want?"""
    return _ask(goods_id)


@page.post("/shop/<id:goods_id>/order")
@only(visitor.known)
def place(goods_id: int) -> ResponseReturnValue:
    """对，换: points are debited, goods are held, the receipt is printed. Refused: the page says why, and nothing is
    debited."""
    if not unlock.proved():
        return _ask(goods_id)
    who = visitor.current()
    try:
        made = redemptions.request(
            db.store(),
            household_id=visitor.household_id(),
            goods_id=goods_id,
            actor=phrase("errands.actor").printed,
            token=f"{who.id}:{goods_id}:{request.form.get('token', '')[:20]}",
        )
    except VillageError as error:
        return stage.again(stage.sorry(error)), 422
    if stage.here() == "order":
        del who.trail[-1:]  # 回去 leads to the shelf, not to a question that is answered
    stage.notify(Sentence(print.sentence_of(print.issue(made))))
    return stage.show("ordered", order=str(made.id))


@page.post("/shop/<id:goods_id>/wish")
@only(visitor.known)
def wish(goods_id: int) -> ResponseReturnValue:
    """点单: the village is told what the household would like; pressed twice it is told once."""
    if not unlock.proved():
        return _ask(goods_id)
    try:
        with db.store().transaction():
            if stage.here() == "order":
                actor = phrase("errands.actor").printed
                wishes.wish(db.store(), household_id=visitor.household_id(), goods_id=goods_id, actor=actor)
                del visitor.current().trail[-1:]
    except VillageError as error:
        return stage.again(stage.sorry(error)), 422
    stage.notify(Sentence("wish.noted", {"title": goods.get(db.store(), goods_id).name}))
    return stage.show("shop")


def _ask(goods_id: int) -> str:
    return unlock.enter("order", goods=str(goods.get(db.store(), goods_id).id), token=secrets.token_urlsafe(12))


@stage.screen("order")
def _order(goods: str, token: str) -> str:
    return _drawn(int(goods), token)


def _drawn(goods_id: int, token: str) -> str:
    store, household_id = db.store(), visitor.household_id()
    pack = rulebook.rules_on(store, clock.today())
    found = figures.of(store, household_id)
    offer = shop.offer_of(goods.get(store, goods_id), pack, found)
    refused = _refused(offer, found, pack)
    asked = Sentence(
        "order.ask",
        {
            "head": name_of(households.get(store, household_id)),
            "amount": offer.price,
            "title": offer.goods.name,
            "points": found.balance - offer.price,
        },
    )
    return stage.draw("order.html", goods_id=goods_id, token=token, sentence=refused or asked, refused=bool(refused))


def _refused(offer: shop.Offer, found: Figures, pack: Pack) -> Sentence | None:
    """Why it cannot be had today, told before anybody presses; the book itself looks again."""
    opens, title = shop.opening(pack), {"title": offer.goods.name}
    if opens.key == "shop.opens":
        return Sentence("wish.opens", {**title, **opens.params})
    if opens.key == "shop.undecided":
        return opens
    if offer.goods.stock < 1:
        return Sentence("wish.gone", title)
    if offer.missing and offer.price <= found.once_published:
        return Sentence("wish.unpublished", {**title, "amount": offer.price})
    if offer.missing:
        return Sentence("wish.short", {**title, "amount": offer.price, "points": offer.missing})
    return None
