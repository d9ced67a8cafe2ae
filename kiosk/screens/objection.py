"""对分有意见: against a line on the board, while there is time; the village looks into it."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kiosk import paging, stage, visitor
from kiosk.screens import shop, unlock
from village import clock
from village.errors import VillageError
from village.language import phrase
from village.model.entry import Kind
from village.services import choices, moves, objections, publications, rulebook, statements
from village.services.statements import Access, StatementLine
from village.voice.dialogue import LINES, Sentence
from village.web import db
from village.web.access import only

page = Blueprint("objection", __name__)


@page.get("/objection")
@only(visitor.known)
def objection() -> str:
    """Which line?"""
    return unlock.enter("objection", number=str(request.args.get("page", 1, type=int)))


@page.get("/objection/<id:seq>")
@only(visitor.known)
def ask(seq: int) -> str:
    """Shall the village look into it?"""
    if not unlock.proved():
        return unlock.enter("objection")
    return stage.show("object", seq=str(_own(seq).seq))


@page.post("/objection/<id:seq>")
@only(visitor.known)
def put(seq: int) -> ResponseReturnValue:
    """对，请核对: pressed twice it is put once."""
    if not unlock.proved():
        return unlock.enter("objection")
    try:
        with db.store().transaction():
            line = _own(seq)
            if line.seq not in _disputed():
                household_id, actor = visitor.household_id(), phrase("errands.actor").printed
                objections.raise_one(db.store(), seq=line.seq, household_id=household_id, actor=actor)
    except VillageError as error:
        return stage.again(stage.sorry(error)), 422
    stage.notify(Sentence("objection.noted"))
    return stage.show("objection")


def _own(seq: int) -> StatementLine:
    """A line of the household that may be objected to. Raises `entry_unknown`."""
    found = next((line for line in _lines() if line.seq == seq), None)
    if found is None:
        raise VillageError("entry_unknown")
    return found


def _lines() -> list[StatementLine]:
    """The household's lines that stand on a board not older than the days for objections, newest first."""
    store, today = db.store(), clock.today()
    days = timedelta(days=choices.hundredths(rulebook.rules_on(store, today), "objection_days"))
    boards = publications.all_of(store)
    fresh = {month for board in boards if today <= board.published_on + days for month in board.months}
    if not fresh:
        return []
    told = statements.statement(store, visitor.household_id(), access=Access.OWN, limit=LINES)
    scored = [line for line in told if line.kind in (Kind.AWARD, Kind.DEDUCTION)]
    standing = [line for line in scored if not line.taken_back and not line.takes_back]
    return [line for line in standing if moves.whereabouts(store, line.seq).period in fresh]


def _disputed() -> set[int]:
    return {made.entry_seq for made in objections.open_ones(db.store())}


@stage.screen("objection")
def _objection(number: str = "1") -> str:
    lines = _lines()
    shown = paging.choices(lines, number=int(number), room=shop.room([line.what for line in lines]))
    return stage.draw("objection.html", page=shown, disputed=_disputed())


@stage.screen("object")
def _object(seq: str) -> str:
    line = _own(int(seq))
    asked = line.seq in _disputed()
    facts = {"date": line.occurred_on, "title": line.what, "change": line.points}
    sentence = Sentence("objection.asked_already" if asked else "objection.ask", facts)
    return stage.draw("object.html", line=line, sentence=sentence, asked=asked)
