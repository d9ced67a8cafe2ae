"""How many points: the figure, the sentence, what one can do next."""

from __future__ import annotations

from flask import Blueprint

from kiosk import device, stage, visitor
from kiosk.screens import errands, redeemable, shop
from village import clock
from village.model.points import ZERO
from village.services import figures, rulebook
from village.services.figures import Purse
from village.voice import dialogue
from village.voice.dialogue import Sentence
from village.web import db
from village.web.access import only

page = Blueprint("balance", __name__)


@page.get("/balance")
@only(visitor.known)
def balance() -> str:
    """The household's points."""
    return stage.show("balance")


@stage.screen("balance")
def _balance() -> str:
    purse = figures.purse(db.store(), stage.open_household())
    sentence = dialogue.balance_is(purse.balance)
    if sentence.key == "balance.owed" and device.current().small:  # no room for how to make up for it
        sentence = Sentence("balance.owed_short", sentence.params)
    return stage.draw("balance.html", sentence=sentence, also=_also(purse), pages=errands.pages)


def _also(purse: Purse) -> Sentence | None:
    """How many of the points can be spent, told to the household itself where the screen has room beside the figure."""
    crowded = device.current().small and len(str(purse.balance).replace(".", "")) > 3
    if crowded or purse.balance <= ZERO or not visitor.current().trusted:
        return None
    return redeemable.in_short(purse, shop.opening(rulebook.rules_on(db.store(), clock.today())))
