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


def pages(*, talking: bool) -> int:
    """How many pages of errands there are, the points page among them; `talking` as `stage.talks` has it."""
    return 1 + paging.count(len(_offered()), stage.room(talking=talking))


def _offered() -> tuple[Errand, ...]:
    printing = (_PRINT,) if device.current().narrow else ()
    return (*printing, *_FIRST, *(_DECLARING if declare.offered() else ()), *_REST)


def _page_of(number: int) -> paging.Page[Errand]:
    """This page of all errands, from the second on."""
    found = paging.choices(_offered(), number=number - 1, room=stage.room())
    return paging.Page(found.items, found.number + 1, found.of + 1)


@stage.screen("errands")
def _errands(number: str = str(_SECOND)) -> str:
    return stage.draw("errands.html", page=_page_of(max(_SECOND, int(number))))
