"""办别的事 of the points page: whatever else a household can do at a kiosk, where the village's rules have it."""

from __future__ import annotations

from typing import NamedTuple

from flask import Blueprint, request

from kiosk import device, paging, stage, visitor
from kiosk.screens import declare
from village.web.access import only

page = Blueprint("errands", __name__)


class Errand(NamedTuple):
    """A button: its words, where it leads, its icon, and whether it does something there and then."""

    key: str
    endpoint: str
    sign: str
    does: bool = False


_FIRST = (
    Errand("button.print", "print.print_receipt", "print", does=True),
    Errand("button.rank", "rank.rank", "rank"),
    Errand("order.mine", "orders.orders", "bag"),
)
_DECLARING = (Errand("declare.go", "declare.deeds", "heart"), Errand("declare.mine", "declared.declared", "list"))
_REST = (
    Errand("objection.go", "objection.objection", "flag"),
    Errand("redeemable.why", "redeemable.redeemable", "points"),
    Errand("told.go", "told.questions", "points"),
    Errand("boards.go", "boards.menu", "flag"),
)


@page.get("/errands")
@only(visitor.known)
def errands() -> str:
    """What would you like to do?"""
    return stage.show("errands", number=str(request.args.get("page", 1, type=int)))


@stage.screen("errands")
def _errands(number: str = "1") -> str:
    offered = (*_FIRST, *(_DECLARING if declare.offered() else ()), *_REST)
    shown = paging.choices(offered, number=int(number), room=device.current().room())
    return stage.draw("errands.html", page=shown)
