"""Finding one's household without a card: by group, surname and household, or by digits (pad.py)."""

from __future__ import annotations

from flask import Blueprint, request

from kiosk import ids, paging, stage, visitor
from village.errors import VillageError
from village.model.household import Household
from village.services import households, villages
from village.web import db
from village.web.access import only

page = Blueprint("identify", __name__)


@page.get("/find")
@only(visitor.here)
def find() -> str:
    """How do you want to look?"""
    visitor.current().opens_nobody()
    return stage.show("find")


@page.get("/find/group")
@only(visitor.here)
def group() -> str:
    """Which group?"""
    return stage.show("group", number=_number())


@page.get("/find/surname")
@only(visitor.here)
def surname() -> str:
    """Which surname in the group?"""
    return stage.show("surname", group=request.args["group"], number=_number())


@page.get("/find/household")
@only(visitor.here)
def household() -> str:
    """Which household of that surname?"""
    return stage.show("household", group=request.args["group"], surname=request.args["surname"], number=_number())


@page.get("/find/found")
@only(visitor.here)
def found() -> str:
    """A further page of the households that some digits found."""
    return stage.show("found", digits=request.args["digits"], number=_number())


@page.post("/choose")
@only(visitor.here)
def choose() -> str:
    """This one: to be confirmed. Nothing is open yet."""
    return candidate(still_open(ids.given("household")))


def still_open(household_id: int) -> Household:
    """A household that may be looked at; a page may be older than its end. Raises `unknown_household`,
    `account_closed`."""
    chosen = households.get(db.store(), household_id)
    if chosen.closed:
        raise VillageError("account_closed", head=chosen.head)
    return chosen


def candidate(chosen: Household) -> str:
    """Ask whether this is the visitor's household."""
    visitor.current().candidate_id = chosen.id
    return stage.show("who")


@stage.screen("find")
def _find() -> str:
    return stage.draw("find.html")


@stage.screen("group")
def _group(number: str = "1") -> str:
    names = [name for name, _ in households.groups(db.store())]
    return stage.draw("group.html", page=_choices(names, number), group_word=villages.get(db.store()).group_word)


@stage.screen("surname")
def _surname(group: str, number: str = "1") -> str:
    names = [name for name, _ in households.surnames(db.store(), group)]
    return stage.draw("surname.html", page=_choices(names, number), group=group)


@stage.screen("household")
def _household(group: str, surname: str, number: str = "1") -> str:
    all_of = households.of_surname(db.store(), group, surname)
    return stage.draw("household.html", page=_households(all_of, number), group=group, surname=surname)


@stage.screen("found")
def _found(digits: str, number: str = "1") -> str:
    all_of = households.by_digits(db.store(), digits)
    return stage.draw("found.html", page=_households(all_of, number), digits=digits, count=len(all_of))


def _choices(items: list[paging.Item], number: str) -> paging.Page[paging.Item]:
    return paging.choices(items, number=int(number), room=stage.room())


def _households(found: list[Household], number: str) -> paging.Page[Household]:
    room = stage.room([each.head for each in found], crowded=True)
    return paging.choices(found, number=int(number), room=room)


def _number() -> str:
    return str(request.args.get("page", 1, type=int))
