"""对分有意见: against a line on the board, while there is time; the village looks into it."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kiosk import device, paging, stage, visitor
from kiosk.screens import unlock
from village.errors import VillageError
from village.language import phrase
from village.services import objections, statements
from village.services.statements import Access, StatementLine
from village.voice.dialogue import LINES, Sentence
from village.web import db
from village.web.access import only

page = Blueprint("objection", __name__)
REASONS = ("not_ours", "wrong_points", "never_was", "other_reason")
"""What may be wrong with a line; the desk reads it in the household's words."""


@page.get("/objection")
@only(visitor.known)
def objection() -> str:
    """Which line?"""
    return unlock.enter("objection", number=str(request.args.get("page", 1, type=int)))


@page.get("/objection/<id:seq>")
@only(visitor.known)
def ask(seq: int) -> str:
    """What is wrong with it?"""
    if not unlock.proved():
        return unlock.enter("objection")
    return stage.show("object", seq=str(_own(seq).seq), number=str(request.args.get("page", 1, type=int)))


@page.post("/objection/<id:seq>")
@only(visitor.known)
def put(seq: int) -> ResponseReturnValue:
    """The village looks into it, and is told what is wrong; pressed twice it is put once."""
    if not unlock.proved():
        return unlock.enter("objection")
    try:
        with db.store().transaction():
            line = _own(seq)
            if line.seq not in _disputed():
                household_id, actor = visitor.household_id(), phrase("errands.actor").printed
                words = _words(request.form.get("reason", ""))
                objections.raise_one(db.store(), seq=line.seq, household_id=household_id, actor=actor, words=words)
    except VillageError as error:
        return stage.again(stage.sorry(error)), 422
    stage.notify(Sentence("objection.noted"))
    return stage.show("objection")


def _words(reason: str) -> str:
    """The reason as the desk reads it. Raises `form_stale` for none of REASONS."""
    if reason not in REASONS:
        raise VillageError("form_stale")
    return phrase("objection.words", reason=phrase(f"objection.{reason}").printed).printed


def _own(seq: int) -> StatementLine:
    """A line of the household that may be objected to. Raises `entry_unknown`."""
    found = next((line for line in _lines() if line.seq == seq), None)
    if found is None:
        raise VillageError("entry_unknown")
    return found


def _lines() -> list[StatementLine]:
    """The household's lines that may be objected to, or were, newest first."""
    store, household_id = db.store(), visitor.household_id()
    told = statements.statement(store, household_id, access=Access.OWN, limit=LINES)
    why = objections.hindrances(store, household_id)
    return [line for line in told if _code(why[line.seq]) in ("", "objection_open")]


def possible() -> bool:
    """Whether the open household has a line that may be objected to now."""
    return None in objections.hindrances(db.store(), visitor.household_id()).values()


def _none() -> Sentence:
    """Why there is no line that may be objected to."""
    why = objections.hindrances(db.store(), visitor.household_id())
    codes = [_code(error) for error in why.values()]
    if "objection_early" in codes:
        return Sentence("objection.early")
    late = next((error for error in why.values() if _code(error) == "objection_late"), None)
    return Sentence("objection.late", {"count": late.params["count"]}) if late else Sentence("objection.none")


def _code(hindrance: VillageError | None) -> str:
    return hindrance.code if hindrance else ""


def _disputed() -> set[int]:
    return {made.entry_seq for made in objections.open_ones(db.store())}


@stage.screen("objection")
def _objection(number: str = "1") -> str:
    lines = _lines()
    shown = paging.choices(lines, number=int(number), room=stage.room([line.what for line in lines]))
    question = Sentence("objection.list") if lines else _none()
    return stage.draw("objection.html", page=shown, question=question, disputed=_disputed())


@stage.screen("object")
def _object(seq: str, number: str = "1") -> str:
    line = _own(int(seq))
    facts: dict[str, object] = {"title": line.what, "change": line.points}
    dated = {**facts, "date": line.occurred_on}
    if line.seq in _disputed():
        return stage.draw("object.html", line=line, sentence=Sentence("objection.asked_already", dated), page=None)
    small = device.current().small
    sentence = Sentence("objection.ask_short", facts) if small else Sentence("objection.ask", dated)
    shown = paging.choices(REASONS, number=int(number), room=stage.room())
    return stage.draw("object.html", line=line, sentence=sentence, page=shown)
