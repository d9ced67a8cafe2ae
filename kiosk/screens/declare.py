"""申报好事: which category, which deed, who saw it; then it waits for the village to look."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from datetime import date, timedelta

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kiosk import device, paging, stage, visitor
from kiosk.screens import shop, unlock
from rules import Item, Pack
from village import clock
from village.errors import VillageError
from village.language import phrase
from village.services import choices, declarations, evidence, rulebook
from village.services.scores import Score
from village.voice.dialogue import Sentence
from village.web import db
from village.web.access import only

page = Blueprint("declare", __name__)
WITNESSES = ("neighbour", "leader", "cadre", "paper", "photo")
"""Who or what can show that it happened; the last page of a declaration asks for one."""

DAYS = 60
"""So many days back can be chosen; whether that is too late is for the rules to say (YK-14)."""

_CALLED = {1: "declare.yesterday", 2: "declare.before_yesterday"}


@page.get("/declare")
@only(visitor.known)
def categories() -> ResponseReturnValue:
    """Which kind of good deed?"""
    if not offered():
        return stage.again(stage.sorry(VillageError("declaration_not_allowed"))), 422
    return unlock.enter("declare", number=_number())


@page.get("/declare/<int(max=99):category>")
@only(visitor.known)
def items(category: int) -> str:
    """Which deed of the `category`-th kind?"""
    return unlock.enter("declare_item", category=str(category), number=_number())


@page.get("/declare/item/<item>")
@only(visitor.known)
def item(item: str) -> str:
    """Which sort of it, where there are several; else who saw it."""
    found = _found(item)
    if found.options:
        return unlock.enter("declare_option", item=item, number=_number())
    return unlock.enter("witness", item=item, option="", token=secrets.token_urlsafe(12))


@page.get("/declare/item/<item>/<option>")
@only(visitor.known)
def option(item: str, option: str) -> str:
    """This sort: who saw it?"""
    if option not in _found(item).options:
        raise VillageError("unknown_item")
    return unlock.enter("witness", item=item, option=option, token=secrets.token_urlsafe(12))


@page.get("/declare/day")
@only(visitor.known)
def days() -> str:
    """Not today: on which day?"""
    return unlock.enter("declare_day", **_deed(request.args), number=_number())


@page.post("/declare/day")
@only(visitor.known)
def other_day() -> str:
    """As `days`, from the page that asks who saw it."""
    return unlock.enter("declare_day", **_deed(request.form))


@page.get("/declare/day/<int(max=99):ago>")
@only(visitor.known)
def day(ago: int) -> str:
    """So many days ago: who saw it?"""
    return unlock.enter("witness", **_deed(request.args), token=secrets.token_urlsafe(12), ago=str(ago))


@page.post("/declare")
@only(visitor.known)
def declare() -> ResponseReturnValue:
    """It is put before the village, once for each token."""
    if not unlock.proved():
        return unlock.enter("declare")
    who, form = visitor.current(), request.form
    try:
        with db.store().transaction():
            if stage.here() == "witness":
                _put(**_deed(form), witness=form.get("witness", ""), token=form.get("token", "")[:20], ago=_ago(form))
                who.trail = [place for place in who.trail if place.screen in ("balance", "errands")]
    except VillageError as error:
        return stage.again(stage.sorry(error)), 422
    stage.notify(Sentence("declare.noted"))
    return stage.show("declared")


def offered() -> bool:
    """Whether households declare in this village (YK-14, DZ-09)."""
    return "household" in choices.many(_pack(), "positives_by")


def _put(item: str, option: str, witness: str, token: str, ago: int) -> None:
    who, store = visitor.current(), db.store()
    if witness not in WITNESSES:
        raise VillageError("evidence_missing")
    known = dict(_pack().evidence_kinds)
    kind = "feedback" if "feedback" in known else "other"
    actor = phrase("errands.actor").printed
    paper = evidence.name_paper(store, kind=kind, title=phrase(f"declare.{witness}").printed, actor=actor)
    score = Score(visitor.household_id(), item, _day(ago), option=option, evidence_id=paper.id)
    declarations.declare(store, score, actor=actor, token=f"{who.id}:{token}")


def _deed(given: Mapping[str, str]) -> dict[str, str]:
    return {name: given.get(name, "") for name in ("item", "option")}


def _ago(given: Mapping[str, str]) -> int:
    ago = given.get("ago", "0")
    return int(ago) if re.fullmatch("[0-9]{1,2}", ago) else 0


def _day(ago: int) -> date:
    return clock.today() - timedelta(days=ago)


def _pack() -> Pack:
    return rulebook.rules_on(db.store(), clock.today())


def _declarable(pack: Pack) -> list[Item]:
    """Deeds in force today whose points the rules know: an open one is for the panel."""
    today = clock.today()
    return [each for each in pack.items if each.kind != "negative" and not each.open and each.version_on(today)]


def _found(code: str) -> Item:
    known = {each.code: each for each in _declarable(_pack())}
    if code not in known:
        raise VillageError("unknown_item")
    return known[code]


def _number() -> str:
    return str(request.args.get("page", 1, type=int))


def _categories() -> list[str]:
    return list(dict.fromkeys(each.category for each in _declarable(_pack())))


@stage.screen("declare")
def _declare(number: str = "1") -> str:
    numbered = list(enumerate(_categories()))
    shown = paging.choices(numbered, number=int(number), room=device.current().room())
    return stage.draw("declare.html", page=shown)


@stage.screen("declare_item")
def _declare_item(category: str, number: str = "1") -> str:
    named = dict(enumerate(_categories())).get(int(category))
    deeds = [each for each in _declarable(_pack()) if each.category == named]
    shown = paging.choices(deeds, number=int(number), room=shop.room([each.title for each in deeds]))
    return stage.draw("declare_item.html", page=shown, category=category)


@stage.screen("declare_option")
def _declare_option(item: str, number: str = "1") -> str:
    sorts = list(_found(item).options.values())
    shown = paging.choices(sorts, number=int(number), room=shop.room([each.title for each in sorts]))
    return stage.draw("declare_option.html", page=shown, item=item)


@stage.screen("declare_day")
def _declare_day(item: str, option: str, number: str = "1") -> str:
    earlier = [(ago, _when(ago)) for ago in range(1, DAYS + 1)]
    shown = paging.choices(earlier, number=int(number), room=device.current().room())
    return stage.draw("declare_day.html", page=shown, values={"item": item, "option": option})


def _when(ago: int) -> Sentence:
    """Yesterday and the day before as people call them, then the date."""
    return Sentence(_CALLED[ago]) if ago in _CALLED else Sentence("declare.day_on", {"date": _day(ago)})


@stage.screen("witness")
def _witness(item: str, option: str, token: str, ago: str = "0") -> str:
    small, day = device.current().small, {"date": _day(int(ago))} if int(ago) else {}
    title = {} if small else {"title": _found(item).named(option or None)}
    key = f"declare.witness{'_on' if day else ''}{'_short' if small else ''}"
    return stage.draw(
        "witness.html",
        question=Sentence(key, {**title, **day}),
        witnesses=WITNESSES[: (4 if day else 3) if small else None],  # at seven inches four choices in all
        values={"item": item, "option": option, "token": token, "ago": ago},
    )
