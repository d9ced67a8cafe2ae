"""我申报的: what the household declared, the lines that it objected to, and what became of each."""

from __future__ import annotations

from flask import Blueprint, request

from kiosk import device, paging, stage, visitor
from kiosk.screens import declare, unlock
from village.language import phrase
from village.model.declaration import Declaration, DeclarationState
from village.model.objection import Objection, ObjectionState
from village.services import declarations, ledger, objections, rulebook
from village.services.scores import rules_for
from village.voice.dialogue import Sentence
from village.web import db
from village.web.access import only

page = Blueprint("declared", __name__)


@page.get("/declared")
@only(visitor.known)
def declared() -> str:
    """Newest first."""
    return unlock.enter("declared", number=str(request.args.get("page", 1, type=int)))


def told(made: Declaration) -> Sentence:
    """One declaration and its state, in a sentence."""
    item = rules_for(db.store(), made.occurred).find(made.item)
    facts: dict[str, object] = {"date": made.occurred, "title": item.named(made.option or None) if item else made.item}
    if made.state is DeclarationState.REJECTED:
        facts["reason"] = made.reason
    undecided = made.state is DeclarationState.WAITING and item and item.open
    return Sentence(f"declare.{made.state}{'_open' if undecided else ''}", facts)


def answered(made: Objection) -> Sentence:
    """One objection of the household and what the village found; another's line is not called by its name."""
    line = ledger.line(db.store(), made.entry_seq)
    own = line.household_id == made.household_id
    title = rulebook.title_on(db.store(), line) if own else phrase("objection.others").shown
    facts: dict[str, object] = {"date": line.occurred_on, "title": title}
    if made.state is ObjectionState.OPEN:
        return Sentence("objection.looked_into", facts)
    if not made.answer:
        return Sentence(f"objection.{made.state}_bare", facts)
    return Sentence(f"objection.{made.state}", {**facts, "reason": made.answer})


def _own(made: Objection) -> bool:
    return made.household_id == visitor.household_id()


@stage.screen("declared")
def _declared(number: str = "1") -> str:
    who, screen = visitor.current(), device.current()
    mine = declarations.of_household(db.store(), visitor.household_id())
    disputes = [made for made in objections.of_household(db.store(), visitor.household_id()) if _own(made)]
    found = [(made.raised_on, answered(made)) for made in disputes] + [(made.occurred, told(made)) for made in mine]
    found.sort(key=lambda one: one[0], reverse=True)
    sentences = [sentence for _, sentence in found] or [Sentence("declare.none")]
    shown = paging.sentences(
        sentences, number=int(number), columns=screen.columns(who.text), rows=screen.rows(who.text)
    )
    return stage.draw("declared.html", page=shown, offered=declare.offered())
