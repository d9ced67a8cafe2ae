"""更多 of the points page: whatever else a household can do at a kiosk, where the village's rules have it. The points
page is the first of these pages, and 更多 on the last leads back to it."""

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


_PRINT = Errand("button.print", "print.print_receipt", "print", does=True)
_FIRST = (Errand("button.rank", "rank.rank", "rank"), Errand("order.mine", "orders.orders", "bag"))
_DECLARING = (Errand("declare.go", "declare.deeds", "heart"), Errand("declare.mine", "declared.declared", "list"))
_REST = (
    Errand("objection.go", "objection.objection", "flag"),
    Errand("redeemable.why", "redeemable.redeemable", "points"),
    Errand("told.go", "told.questions", "points"),
    Errand("boards.go", "boards.menu", "flag"),
)


_SECOND = 2


@page.get("/errands")
@only(visitor.known)
def errands() -> str:
    """What would you like to do?"""
    number = request.args.get("page", _SECOND, type=int)
    return stage.show("errands", number=str(number)) if number != 1 else stage.show("balance")


def page_of(number: int) -> paging.Page[Errand]:
    """This page of all errands; the first is what the points page offers, and is empty here."""
    printing = (_PRINT,) if device.current().narrow else ()
    offered = (*printing, *_FIRST, *(_DECLARING if declare.offered() else ()), *_REST)
    found = paging.choices(offered, number=number - 1, room=stage.room())
    return paging.Page(found.items if number > 1 else (), min(number, found.number + 1), found.of + 1)


@stage.screen("errands")
def _errands(number: str = str(_SECOND)) -> str:
    return stage.draw("errands.html", page=page_of(max(_SECOND, int(number))))
