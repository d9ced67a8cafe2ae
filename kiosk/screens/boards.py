"""看榜和通知: what everybody may see of the village, read aloud like any page; no household has to be open."""

from __future__ import annotations

from flask import Blueprint, request

from kiosk import device, paging, stage, visitor
from kiosk.screens import unlock
from village.services import households, villages
from village.voice import boards
from village.voice.dialogue import Place
from village.web import db
from village.web.access import only

page = Blueprint("boards", __name__)

_HEAD = 12  # characters on a line beside 说话, at seven inches
_SIGNS = {"notices": "flag", "column": "list", "ranking": "rank", "honours": "points", "red": "plus", "black": "minus"}


@page.get("/boards")
@only(visitor.here)
def menu() -> str:
    """What would you like to see?"""
    return stage.show("boards", number=_number())


@page.get("/boards/<any(notices, column, ranking, honours, red, black):kind>")
@only(visitor.here)
def board(kind: str) -> str:
    """One of them; which group's, where each has its own and nobody's household is open."""
    group = request.args.get("group", "")
    if not group and _asks_group(kind):
        return stage.show("board_group", kind=kind, number=_number())
    return stage.show("board", kind=kind, group=group, number=_number())


@page.get("/boards/mine")
@only(visitor.here)
def mine() -> str:
    """From the board to what one's own points buy (MH-11): found first, where nobody's household is open."""
    who = visitor.current()
    if who.household_id is not None:
        return unlock.enter("redeemable")
    who.wish, who.spoke = Place("redeemable"), False
    return stage.show("find")


@stage.screen("boards")
def _menu(number: str = "1") -> str:
    shown = paging.choices(boards.offered(db.store()), number=int(number), room=stage.room())
    return stage.draw("boards.html", page=shown, signs=_SIGNS)


@stage.screen("board_group")
def _board_group(kind: str, number: str = "1") -> str:
    found = boards.groups(db.store(), kind)
    shown = paging.choices(found, number=int(number), room=stage.room())
    return stage.draw("board_group.html", page=shown, kind=kind, group_word=villages.get(db.store()).group_word)


@stage.screen("board")
def _board(kind: str, group: str = "", number: str = "1") -> str:
    if not group and _asks_group(kind):
        return _board_group(kind)
    who, screen, store = visitor.current(), device.current(), db.store()
    own = who.household_id
    of = group or _own_group(kind)
    told = boards.told(store, kind, group=of, household_id=own)
    named = own is not None and _fits_in_head()
    if named and of == stage.open_household().group:  # stands in the head, with the household's name
        told = [each for each in told if each.key != "boards.of_group"]
    rows = screen.rows(who.text) - int(named and screen.small)
    shown = paging.sentences(told, number=int(number), columns=screen.columns(who.text), rows=max(2, rows))
    title, points = boards.title(store, kind), kind not in ("notices", "honours")
    return stage.draw("board.html", page=shown, named=named, title=title, kind=kind, group=group, points=points)


def _fits_in_head() -> bool:
    """Whether there is room for the household's name above the title: at seven inches for one line of it."""
    found = stage.open_household()
    return not device.current().small or paging.lines(f"{found.group}，{found.head}家", _HEAD) == 1


def _asks_group(kind: str) -> bool:
    return bool(boards.groups(db.store(), kind)) and not _own_group(kind)


def _own_group(kind: str) -> str:
    """The group of the open household, where it has a board of this kind; "" otherwise."""
    household_id = visitor.current().household_id
    if household_id is None:
        return ""
    own = households.get(db.store(), household_id).group
    return own if own in boards.groups(db.store(), kind) else ""


def _number() -> str:
    return str(request.args.get("page", 1, type=int))
