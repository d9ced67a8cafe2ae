"""Several households may have been named aloud: which one is it? Nothing is open yet."""

from __future__ import annotations

from flask import Blueprint, request

from kiosk import paging, stage, visitor
from village.services import households
from village.web import db
from village.web.access import only

page = Blueprint("named", __name__)


@page.get("/named")
@only(visitor.here)
def named() -> str:
    """A further page of the households that a name may mean; only those that were heard."""
    place = next((place for place in visitor.current().trail if place.screen == "named"), None)
    ids = place.args["ids"] if place else ""
    return stage.show("named", ids=ids, number=str(request.args.get("page", 1, type=int)))


@stage.screen("named")
def _named(ids: str, number: str = "1") -> str:
    found = [households.get(db.store(), int(each)) for each in ids.split()]
    room = stage.room([each.head for each in found], crowded=True)
    fewer = paging.Room(max(1, room.whole - 1), max(1, room.beside_more - 1))  # 不是，重找 is one of them
    shown = paging.choices(found, number=int(number), room=fewer)
    return stage.draw("named.html", page=shown)
