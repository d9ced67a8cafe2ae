"""问一问: what people ask of their points and of the rules, each answered on a page of its own."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request

from kiosk import device, paging, stage, visitor
from kiosk.screens import unlock
from village.voice import told
from village.voice.dialogue import Sentence
from village.web import db
from village.web.access import only

page = Blueprint("told", __name__)

_ALOUD = {"told.rules": "told.rules_aloud", "told.costs": "told.costs_aloud"}
"""Where 说话 stands, what leads in to many pages says that one of them can be asked for by its name."""


@page.get("/told")
@only(visitor.known)
def questions() -> str:
    """What would you like to ask?"""
    return stage.show("questions", number=_number())


@page.get("/told/<any(this_month, last_month, year_total, spent, base_points, latest):question>")
@only(visitor.known)
def own(question: str) -> str:
    """Of the household's own book."""
    return unlock.enter("told", question=question, number=_number())


@page.get("/told/<any(group_rank, next_window, lapse, rules, costs, item_rule, price_of):question>")
@only(visitor.here)
def public(question: str) -> str:
    """What anybody may know."""
    return stage.show("told", question=question, subject=request.args.get("subject", ""), number=_number())


def _number() -> str:
    return str(request.args.get("page", 1, type=int))


@stage.screen("questions")
def _questions(number: str = "1") -> str:
    shown = paging.choices([*told.OWN, *told.PUBLIC], number=int(number), room=stage.room())
    return stage.draw("questions.html", page=shown, own=told.OWN)


@stage.screen("told")
def _told(question: str, subject: str = "", number: str = "1") -> str:
    who, screen = visitor.current(), device.current()
    if question in told.OWN:
        if not unlock.proved():
            abort(redirect("/"))
        sentences = told.own(db.store(), question, visitor.household_id())
    else:
        sentences = told.public(db.store(), question, who.household_id, subject)
    if stage.talks():
        sentences = [Sentence(_ALOUD.get(each.key, each.key), each.params) for each in sentences]
    shown = paging.sentences(
        sentences, number=int(number), columns=screen.columns(who.text), rows=screen.rows(who.text)
    )
    return stage.draw("told.html", page=shown, question=question, subject=subject, own=question in told.OWN)
