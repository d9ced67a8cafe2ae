"""One thing of the shelf: 对，换 debits the points once, however often it is pressed; or why not, and 点单."""

from __future__ import annotations

import re
import secrets

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kiosk import paging, stage, visitor
from kiosk.screens import print, shop, unlock
from rules import Pack
from village import clock
from village.errors import VillageError
from village.language import phrase
from village.services import counters, figures, goods, households, redemptions, rulebook, wishes
from village.services.figures import Figures
from village.voice.dialogue import Sentence, name_of
from village.web import db
from village.web.access import only

page = Blueprint("order", __name__)


@page.get("/shop/<id:goods_id>")
@only(visitor.known)
def order(goods_id: int) -> str:
    """Is this what you want? Where there are several counters, `place` is which of them (from 0)."""
    return ask(goods_id, request.args.get("place", ""))


@page.get("/shop/<id:goods_id>/counter")
@only(visitor.known)
def counter(goods_id: int) -> str:
    """Further counters: where shall it be fetched?"""
    return unlock.enter("counter", goods=str(goods_id), number=str(request.args.get("page", 1, type=int)))


@page.post("/shop/<id:goods_id>/order")
@only(visitor.known)
def place(goods_id: int) -> ResponseReturnValue:
    """对，换: points are debited, goods are held, the receipt is printed. Refused: the page says why, and nothing is
    debited."""
    if not unlock.proved():
        return ask(goods_id)
    who = visitor.current()
    try:
        made = redemptions.request(
            db.store(),
            household_id=visitor.household_id(),
            goods_id=goods_id,
            place=_named(request.form.get("place", "")),
            actor=phrase("errands.actor").printed,
            token=f"{who.id}:{goods_id}:{request.form.get('token', '')[:20]}",
            seen=_seen(),
        )
    except VillageError as error:
        if stage.here() == "order" and error.code == "ordered_meanwhile":
            stage.keep(seen=_newest(), again="1")
            return stage.again(), 422
        return stage.again(stage.sorry(error)), 422
    if stage.here() == "order":
        who.trail = [each for each in who.trail if each.screen not in ("counter", "order")]  # questions answered
    stage.notify(Sentence(print.sentence_of(print.issue(made))))
    return stage.show("ordered", order=str(made.id))


def ask(goods_id: int, place: str = "") -> str:
    """The page of one thing; where it is fetched is asked first, if there are several counters."""
    wanted = str(goods.get(db.store(), goods_id).id)
    if len(counters.places(db.store())) > 1 and not _named(place) and not _refusal(goods_id):
        return unlock.enter("counter", goods=wanted)
    return unlock.enter("order", goods=wanted, token=secrets.token_urlsafe(12), place=place, seen=_newest())


def _newest() -> str:
    """What this household ordered last, wherever; the page that asks was drawn with it."""
    return str(redemptions.newest(db.store(), visitor.household_id()))


def _seen() -> int | None:
    """What it had been on the page that stands here; None where none asks."""
    seen = visitor.current().trail[-1].args.get("seen") if stage.here() == "order" else None
    return None if seen is None else int(seen)


def _named(place: str) -> str:
    """The counter of this number; "" for none."""
    known = dict(enumerate(counters.places(db.store())))
    return known.get(int(place), "") if re.fullmatch("[0-9]{1,3}", place) else ""


def _refusal(goods_id: int) -> Sentence | None:
    store = db.store()
    pack, found = rulebook.rules_on(store, clock.today()), figures.of(store, visitor.household_id())
    return _refused(shop.offer_of(goods.get(store, goods_id), pack, found), found, pack)


@stage.screen("counter")
def _counter(goods: str, number: str = "1") -> str:
    numbered = list(enumerate(counters.places(db.store())))
    room = stage.room([place for _, place in numbered])
    return stage.draw("counter.html", page=paging.choices(numbered, number=int(number), room=room), goods_id=int(goods))


@stage.screen("order")
def _order(goods: str, token: str, place: str = "", seen: str = "", again: str = "") -> str:  # noqa: ARG001 for `place`
    return _drawn(int(goods), token, place, again=bool(again))


def _drawn(goods_id: int, token: str, place: str, *, again: bool) -> str:
    store, household_id = db.store(), visitor.household_id()
    pack = rulebook.rules_on(store, clock.today())
    found = figures.of(store, household_id)
    offer = shop.offer_of(goods.get(store, goods_id), pack, found)
    refused = _refused(offer, found, pack)
    facts = {"amount": offer.price, "title": offer.goods.name, "points": found.balance - offer.price}
    head = {} if again else {"head": name_of(households.get(store, household_id))}
    asked = Sentence("order.ask_again" if again else "order.ask", {**head, **facts})
    return stage.draw(
        "order.html",
        goods=offer.goods,
        values={"token": token, "place": place},
        sentence=refused or asked,
        refused=bool(refused),
        warned=again and not refused,
        enough=len(shop.affordable(pack, found)) if refused and offer.missing and offer.goods.stock else None,
        wished=bool(refused) and wishes.is_open(store, household_id, goods_id),
    )


def _refused(offer: shop.Offer, found: Figures, pack: Pack) -> Sentence | None:
    """Why it cannot be had today, told before anybody presses; the book itself looks again."""
    opens, title = shop.opening(pack), {"title": offer.goods.name}
    if opens.key == "shop.opens":
        short = {"points": offer.missing} if offer.missing else {}
        return Sentence("wish.opens_short" if short else "wish.opens", {**title, **opens.params, **short})
    if opens.key == "shop.undecided":
        return opens
    if offer.goods.stock < 1:
        return Sentence("wish.gone", title)
    if offer.missing and offer.price <= found.once_published:
        return Sentence("wish.unpublished", {**title, "amount": offer.price, "points": offer.missing})
    if offer.missing:
        return Sentence("wish.short", {**title, "amount": offer.price, "points": offer.missing})
    return None
