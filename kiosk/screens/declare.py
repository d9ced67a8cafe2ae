"""申报好事: which deed, who saw it; then it waits for the village to look."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kiosk import device, paging, stage, visitor
from kiosk.screens import unlock
from rules import Item, Pack
from village import clock
from village.errors import VillageError
from village.language import phrase
from village.model.declaration import Declaration
from village.services import choices, declarations, evidence, rulebook
from village.services.scores import Score
from village.voice.dialogue import Sentence
from village.web import db
from village.web.access import only

page = Blueprint("declare", __name__)
WITNESSES = ("photo", "neighbour", "cadre", "leader", "paper")
"""Who or what can show that it happened; the last page of a declaration asks for one."""
_EARLIER = 3  # among them: where the page of a day before is offered

DAYS = 60
"""So many days back can be chosen; whether that is too late is for the rules to say (YK-14)."""


class Deed(NamedTuple):
    """What can be declared: an item of the rules, one sort of it where there are several, and what that is called."""

    item: str
    option: str
    title: str


@page.get("/declare")
@only(visitor.known)
def deeds() -> ResponseReturnValue:
    """Which good deed?"""
    if not offered():
        return stage.again(stage.sorry(VillageError("declaration_not_allowed"))), 422
    return unlock.enter("declare", number=_number())


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


@page.get("/declare/day/<int(max=99):ago>")
@only(visitor.known)
def day(ago: int) -> str:
    """The page before, for a deed of so many days ago: leafed through as pages are, a day at a time."""
    given = {name: request.args.get(name, "") for name in ("item", "option")}
    return unlock.enter("witness", **given, token=secrets.token_urlsafe(12), ago=str(min(ago, DAYS)), number=_number())


@page.post("/declare")
@only(visitor.known)
def declare() -> ResponseReturnValue:
    """It is put before the village, once for each token."""
    if not unlock.proved():
        return unlock.enter("declare")
    who, form = visitor.current(), request.form
    if stage.here() == "photo":
        return stage.again()
    try:
        with db.store().transaction():
            made = _put(form) if stage.here() == "witness" else None
    except VillageError as error:
        return stage.again(stage.sorry(error)), 422
    if made:
        who.trail = [place for place in who.trail if place.screen in ("balance", "errands")]
    item = _pack().find(made.item) if made else None
    stage.notify(Sentence("declare.noted_open" if item and item.open else "declare.noted"))
    if made and form.get("witness") == "photo":
        return stage.show("photo", declaration=str(made.id))
    return stage.show("declared")


def offered() -> bool:
    """Whether households declare in this village (YK-14, DZ-09)."""
    return "household" in choices.many(_pack(), "positives_by")


def _put(form: Mapping[str, str]) -> Declaration:
    who, store = visitor.current(), db.store()
    witness, token = form.get("witness", ""), form.get("token", "")[:20]
    if witness not in WITNESSES:
        raise VillageError("evidence_missing")
    known = dict(_pack().evidence_kinds)
    kind = "feedback" if "feedback" in known else "other"
    actor = phrase("errands.actor").printed
    paper = evidence.name_paper(store, kind=kind, title=phrase(f"declare.{witness}").printed, actor=actor)
    item, option = (form.get(name, "") for name in ("item", "option"))
    score = Score(visitor.household_id(), item, _day(_ago(form)), option=option, evidence_id=paper.id)
    return declarations.declare(store, score, actor=actor, token=f"{who.id}:{token}").declaration


def _ago(given: Mapping[str, str]) -> int:
    ago = given.get("ago", "0")
    if not re.fullmatch("[0-9]{1,2}", ago) or int(ago) > DAYS:
        raise VillageError("form_stale")
    return int(ago)


def _day(ago: int) -> date:
    return clock.today() - timedelta(days=ago)


def _pack() -> Pack:
    return rulebook.rules_on(db.store(), clock.today())


def _declarable(pack: Pack) -> list[Item]:
    """Deeds in force today. What an open one gives is for the village to say."""
    today = clock.today()
    return [each for each in pack.items if each.kind != "negative" and each.version_on(today)]


def _found(code: str) -> Item:
    known = {each.code: each for each in _declarable(_pack())}
    if code not in known:
        raise VillageError("unknown_item")
    return known[code]


def _number() -> str:
    return str(request.args.get("page", 1, type=int))


def _deeds() -> list[Deed]:
    """All that can be declared, each sort by itself: first what this household declared before, then what the village
    does most, then as the document has them, so that a deed is found within few pages."""
    found = [
        Deed(each.code, option, each.named(option or None))
        for each in _declarable(_pack())
        for option in (each.options or ("",))
    ]
    before = {(made.item, made.option) for made in declarations.of_household(db.store(), visitor.household_id())}
    often = declarations.usual(db.store())
    return sorted(found, key=lambda deed: (deed[:2] not in before, -often.get(deed[:2], 0)))


@stage.screen("declare")
def _declare(number: str = "1") -> str:
    def room(deeds: Sequence[Deed]) -> paging.Room:
        return stage.room([deed.title for deed in deeds])

    shown = paging.fitted(_deeds(), number=int(number), room=room)
    aloud = stage.talks() and shown.number == 1 < shown.of
    return stage.draw("declare.html", page=shown, question=Sentence("declare.item_aloud" if aloud else "declare.item"))


@stage.screen("declare_option")
def _declare_option(item: str, number: str = "1") -> str:
    sorts = list(_found(item).options.values())
    shown = paging.choices(sorts, number=int(number), room=stage.room([each.title for each in sorts]))
    return stage.draw("declare_option.html", page=shown, item=item)


@stage.screen("witness")
def _witness(item: str, option: str, token: str, ago: str = "0", number: str = "1") -> str:
    small, day = device.current().small, {"date": _day(int(ago))} if int(ago) else {}
    title = {} if small else {"title": _found(item).named(option or None)}
    choices = (*WITNESSES[:_EARLIER], *(("earlier",) if int(ago) < DAYS else ()), *WITNESSES[_EARLIER:])
    key = f"declare.witness{'_on' if day else ''}{'_short' if small else ''}"
    return stage.draw(
        "witness.html",
        question=Sentence(key, {**title, **day}),
        page=paging.choices(choices, number=int(number), room=stage.room()),
        values={"item": item, "option": option, "token": token, "ago": ago},
    )
