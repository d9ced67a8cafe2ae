"""能换什么: the goods on the shelf, what the household can afford first."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, request

from kiosk import device, paging, stage, visitor
from rules import Pack
from village import clock
from village.errors import VillageError
from village.model.goods import Goods
from village.model.points import ZERO, Points
from village.services import figures, goods, rulebook, windows
from village.services.figures import Figures
from village.voice.dialogue import Sentence
from village.web import db
from village.web.access import only

page = Blueprint("shop", __name__)
_FEW = 9  # pieces that a short line can still tell


@dataclass(frozen=True, slots=True)
class Offer:
    """Goods as this household finds them today. `missing` is what it lacks of the price, zero or more."""

    goods: Goods
    price: Points
    missing: Points

    def below(self, screen: device.Device) -> Sentence:
        """What stands below the name; on a narrow screen one line of it, on a small one a short line."""
        narrow = screen.narrow
        if self.goods.stock < 1:
            return Sentence("shop.gone_short") if narrow else Sentence("shop.gone", {"amount": self.price})
        if self.missing and narrow:
            return Sentence("shop.missing_short", {"points": self.missing})
        if self.missing:
            return Sentence("shop.missing", {"amount": self.price, "points": self.missing})
        if screen.small or (narrow and self.goods.stock > _FEW):
            return Sentence("shop.price", {"amount": self.price})
        return Sentence("shop.left", {"amount": self.price, "count": self.goods.stock})

    @property
    def order(self) -> tuple[bool, Points, Points]:
        """Its place on the page: what can be had, then what nearly can, then what is sold out."""
        return (self.goods.stock < 1, self.missing, self.price)


@page.get("/shop")
@only(visitor.known)
def shop() -> str:
    """The shelf; `enough`: what the household's points are enough for."""
    enough = {"enough": "1"} if "enough" in request.args else {}
    return stage.show("shop", number=str(request.args.get("page", 1, type=int)), **enough)


def offer_of(wanted: Goods, pack: Pack, found: Figures) -> Offer:
    """The goods at today's price. Raises `choice_missing` while the village has no rate."""
    price = goods.price(pack, wanted)
    return Offer(wanted, price, max(ZERO, price - found.redeemable))


def opening(pack: Pack) -> Sentence:
    """Whether the shop is open today, else when it will be."""
    return db.store().kept((pack.id, "opening", clock.today()), lambda: _opening(pack))


def _opening(pack: Pack) -> Sentence:
    today = clock.today()
    try:
        if windows.is_open(pack, today):
            return Sentence("shop.ask")
        following = windows.following(pack, today)
    except VillageError:
        following = None
    return Sentence("shop.opens", {"date": following}) if following else Sentence("shop.undecided")


def _offers(pack: Pack, found: Figures) -> list[Offer]:
    shelf = []
    for each in goods.all_of(db.store()):
        try:
            goods.check_allowed(pack, each)
            shelf.append(offer_of(each, pack, found))
        except VillageError:
            continue  # not for a household's eyes: forbidden, or without a price
    return sorted(shelf, key=lambda offer: offer.order)


def affordable(pack: Pack, found: Figures) -> list[Offer]:
    """What could be had for the household's points."""
    return [offer for offer in _offers(pack, found) if offer.goods.stock and not offer.missing]


@stage.screen("shop")
def _shop(number: str = "1", enough: str = "") -> str:
    pack = rulebook.rules_on(db.store(), clock.today())
    found = figures.of(db.store(), visitor.household_id())
    offers = affordable(pack, found) if enough else _offers(pack, found)
    shown = paging.choices(
        offers, number=int(number), room=stage.room([offer.goods.name for offer in offers], pictured=True)
    )
    question = opening(pack)
    if enough and question.key == "shop.ask":
        question = Sentence("shop.enough_ask" if offers else "shop.enough_none")
    return stage.draw("shop.html", page=shown, question=question, enough=enough)
