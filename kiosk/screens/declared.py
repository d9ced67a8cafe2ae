"""我申报的: what the household declared, and what became of it."""

from __future__ import annotations

from flask import Blueprint, request

from kiosk import device, paging, stage, visitor
from kiosk.screens import declare, unlock
from village.model.declaration import Declaration, DeclarationState
from village.services import declarations
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


@stage.screen("declared")
def _declared(number: str = "1") -> str:
    who, screen = visitor.current(), device.current()
    mine = declarations.of_household(db.store(), visitor.household_id())
    sentences = [told(made) for made in mine] or [Sentence("declare.none")]
    shown = paging.sentences(
        sentences, number=int(number), columns=screen.columns(who.text), rows=screen.rows(who.text)
    )
    return stage.draw("declared.html", page=shown, offered=declare.offered())
