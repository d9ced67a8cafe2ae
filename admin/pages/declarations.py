"""Declarations (审核): what households say they did, waiting for somebody who has looked (DZ-09, DZ-11, YK-14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, send_from_directory
from flask.typing import ResponseReturnValue

import rules
from admin import answers, clauses, notes, paging, session, tokens
from admin.forms.fields import Form, FormError, day, placed, points, text
from rules import Assessment, Item, Mark
from village.errors import VillageError
from village.model.declaration import Declaration, DeclarationState
from village.model.evidence import Evidence
from village.model.household import Household
from village.services import choices, declarations, evidence, household_lists, marks, scores
from village.web import access, db

page = Blueprint("declarations", __name__, url_prefix="/declarations")

_APPROVED = {
    **dict.fromkeys(("visit_missing", "date_wrong", "date_future"), "visited"),
    **dict.fromkeys(("mark_missing", "mark_unknown"), "mark"),
    "bad_points": "points",
    "place_missing": "place",
    "reason_missing": "why",
}
_REJECTED = {"reason_missing": "reason"}
STATES = {
    DeclarationState.WAITING: "等着审",
    DeclarationState.APPROVED: "同意了",
    DeclarationState.REJECTED: "没有同意",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A declaration with all that a reviewer looks at; `said` is what the rules make of it today, `asks` what the
    reviewer writes beside it: an open item's points, a place, a reason."""

    made: Declaration
    household: Household
    what: str
    said: str
    place: str
    paper: str
    photo: str
    visit: bool
    asks: tuple[str, ...]
    mark: Mark | None

    @property
    def together(self) -> bool:
        """Whether it may be ticked with others: nothing has to be written beside it."""
        return not self.asks and self.mark is None

    @property
    def state(self) -> str:
        """How far it has got, in words."""
        return STATES[self.made.state]


@page.get("")
@access.only(session.reader)
def index() -> str:
    """The queue, oldest first."""
    store = db.store()
    leaf = paging.begun(declarations.waiting(store, limit=paging.ROWS + 1, skip=paging.first()))
    count = declarations.count_waiting(store)
    return render_template("admin/declarations/index.html", leaf=leaf, found=_told(leaf.rows), count=count)


@page.get("/<int:declaration_id>")
@access.only(session.reader)
def show(declaration_id: int) -> str:
    """One declaration, and the two ways to decide."""
    return _shown(declaration_id, {"token": tokens.new()})


@page.post("/<int:declaration_id>/approve")
@access.only(session.power("review"))
def approve(declaration_id: int) -> ResponseReturnValue:
    """Let it count, with the day of the visit where the rules ask for one."""
    at = paging.kept()
    try:
        visited = day(request.form, "visited") if request.form.get("visited") else None
        done = declarations.approve(
            db.store(),
            declaration_id,
            actor=session.somebody().name,
            visited=visited,
            points=points(request.form, "points"),
            place=text(request.form, "place", "地点", limit=60),
            reason=text(request.form, "why", "原因"),
            mark=request.form.get("mark", ""),
            belonging=session.belonging(),
            token=tokens.given(request.form),
        )
    except FormError as error:
        return _shown(declaration_id, request.form, error), 422
    except VillageError as error:
        return _shown(declaration_id, request.form, placed(error, _APPROVED)), 422
    notes.tell(done.warnings)
    flash("declaration_approved", "done")
    return redirect(paging.back("declarations.index", at, declarations.count_waiting(db.store())), 303)


@page.post("/<int:declaration_id>/reject")
@access.only(session.power("review"))
def reject(declaration_id: int) -> ResponseReturnValue:
    """Turn it down with a reason that the household may read."""
    at = paging.kept()
    try:
        reason = text(request.form, "reason", "原因")
        who, belonging = session.somebody().name, session.belonging()
        declarations.reject(db.store(), declaration_id, actor=who, reason=reason, belonging=belonging)
    except FormError as error:
        return _shown(declaration_id, request.form, error), 422
    except VillageError as error:
        return _shown(declaration_id, request.form, placed(error, _REJECTED)), 422
    flash("declaration_rejected", "done")
    return redirect(paging.back("declarations.index", at, declarations.count_waiting(db.store())), 303)


@page.get("/<int:declaration_id>/photo.jpg")
@access.only(session.reader)
def photo(declaration_id: int) -> Response:
    """The photo that the household showed."""
    made = declarations.get(db.store(), declaration_id)
    name = evidence.get(db.store(), made.evidence_id).file if made.evidence_id is not None else ""
    if not name:
        abort(404)
    response = send_from_directory(db.settings().evidence.absolute(), name, mimetype="image/jpeg")
    response.headers["Cache-Control"] = "no-store"
    return response


def _told(several: Sequence[Declaration]) -> list[Told]:
    """Declarations in their order; their households, papers and what limits look at are asked for at once."""
    store = db.store()
    homes = household_lists.some(store, (made.household_id for made in several))
    papers = evidence.some(store, (made.evidence_id for made in several if made.evidence_id is not None))
    found = declarations.preview_each(store, several)
    return [_one(made, homes[made.household_id], papers.get(made.evidence_id or 0), found[made.id]) for made in several]


def _one(made: Declaration, household: Household, kept: Evidence | None, found: Assessment) -> Told:
    pack = scores.rules_for(db.store(), made.occurred)
    item = pack.find(made.item)
    return Told(
        made=made,
        household=household,
        what=item.named(made.option or None) if item else made.item,
        said=rules.explain(item, made.occurred) if item and item.open and not found.refused else rules.say(found.why),
        place=clauses.place(pack, found.clause),
        paper=kept.title if kept else "",
        photo=kept.file if kept else "",
        visit=choices.flag(pack, "home_visit"),
        asks=_asks(item) if item else (),
        mark=marks.asked(pack, item),
    )


def _asks(item: Item) -> tuple[str, ...]:
    asked = {"points": item.open, "place": item.place, "why": item.reason}
    return tuple(name for name, needed in asked.items() if needed)


def _shown(declaration_id: int, values: Form, error: FormError | None = None) -> str:
    store = db.store()
    made = declarations.get(store, declaration_id)
    return render_template(
        "admin/declarations/show.html",
        told=_told([made])[0],
        before=evidence.photo_before(store, made.household_id, made.item, besides=made.evidence_id),
        reasons=answers.for_turning_down(store),
        at=paging.kept(),
        values=values,
        error=error,
    )
