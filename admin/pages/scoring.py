"""Recording one line for a household (评分): the form, what the rules would say, and the act itself."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

import rules
from admin import clauses, session, tokens
from admin.forms import score as forms
from admin.forms.fields import Form, FormError, day, placed
from rules import Item, Pack
from village import clock
from village.errors import VillageError
from village.model.points import Points
from village.services import choices, evidence, households, ledger, marks, periods, rulebook, scores
from village.services.evidence import Photo
from village.services.scores import Score, Scored
from village.web import access, db
from village.web.errors import sentence

page = Blueprint("scoring", __name__, url_prefix="/households/<int:household_id>/lines")

PROMISED = 0  # stands for evidence that the form holds and that is not kept yet


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would be written: points and figures, and where the rule stands.

    `enrolled` is the day of registration where the event was before it, else None: points count from that day on, and
    whoever records it has to be `sure` of the day.
    """

    said: str
    place: str
    before: Points
    after: Points
    warnings: tuple[str, ...]
    enrolled: date | None
    occurred: date
    sure: bool
    since: str


@page.get("/new")
@access.only(session.reader)
def new(household_id: int) -> str:
    """The form, today's date in it."""
    return _form(household_id, {"occurred": clock.today().isoformat(), "count": "1", "token": tokens.new()})


@page.get("/item")
@access.only(session.reader)
def item(household_id: int) -> str:
    """What this item asks for: options, how many, an amount."""
    pack = _pack(request.args)
    chosen = forms.find_item(pack, request.args.get("item", ""))
    members = households.members(db.store(), household_id)
    return render_template(
        "admin/scoring/_item.html",
        item=chosen,
        values=request.args,
        error=None,
        members=members,
        explain=_explain,
        counted=forms.counted,
        mark=marks.asked(pack, chosen),
    )


@page.post("/preview")
@access.only(session.power("score"))
def preview(household_id: int) -> str:
    """What would be recorded, or why not; nothing is written."""
    if not request.form.get("item"):
        return render_template("admin/scoring/_preview.html", foreseen=None, said="")
    pack = None
    try:
        pack = _pack(request.form)
        score = forms.read(request.form, household_id=household_id, pack=pack)
        proof = forms.read_proof(request.form, pack)
        shown = bool(proof and (proof.title if proof.kind != forms.PHOTO else request.form.get("photo")))
        found = _foresee(pack, replace(score, evidence_id=PROMISED if shown else None))
    except VillageError as error:
        return _refused(error, pack)
    return render_template("admin/scoring/_preview.html", foreseen=found, said="")


def _refused(error: VillageError, pack: Pack | None) -> str:
    """Why it cannot be recorded as it stands in the form, and where that is written."""
    place = clauses.place(pack, error.clause) if pack and error.clause else ""
    code = "" if isinstance(error, FormError) else error.code  # half a form is no refusal yet
    return render_template(
        "admin/scoring/_preview.html", foreseen=None, said=sentence(error).shown, code=code, place=place
    )


@page.post("/new")
@access.only(session.power("score"))
def record(household_id: int) -> ResponseReturnValue:
    """Write the line. The same form sent twice answers with the first line."""
    try:
        scored = _record(household_id, tokens.given(request.form))
    except FormError as error:
        return _form(household_id, request.form, error), 422
    except VillageError as error:
        return _form(household_id, request.form, placed(error, forms.FIELDS)), 422
    for warning in scored.warnings:
        flash(rules.say(warning), "warning")
    flash("line_recorded", "done")
    flash(f"score:{household_id}", "draft")
    return redirect(url_for("lines.show", seq=scored.entry.seq), 303)


def _record(household_id: int, token: str) -> Scored:
    """Evidence and line together: a refusal keeps neither. The photo is drawn before the book is held."""
    store, who = db.store(), session.somebody().name
    pack = _pack(request.form)
    score = forms.read(request.form, household_id=household_id, pack=pack)
    sent = request.files.get("photo")
    proof = forms.read_proof(request.form, pack, photo=bool(sent and sent.filename))
    late = forms.read_late(request.form)
    picture = sent.read() if proof and sent and sent.filename else b""
    if proof and proof.kind == forms.PHOTO and not picture:
        raise FormError("evidence", "evidence_missing", pack.setting("evidence").clause)
    laid = evidence.lay_aside(store, picture, folder=db.settings().evidence) if picture else nullcontext()
    with laid as photo, store.transaction():
        kept = _kept(proof, photo, actor=who) if proof else None
        told = replace(score, evidence_id=kept)
        scored = scores.record(store, told, actor=who, token=token, belonging=session.belonging(), late=late)
        _check_enrolled(score)
        return scored


def _check_enrolled(score: Score) -> None:
    """A day before the household was registered is asked about once more, when nothing else stands against the line:
    mostly it is a slip of the year. Raises FormError `before_enrolment`, and nothing is kept."""
    enrolled = households.get(db.store(), score.household_id).enrolled
    if score.occurred < enrolled and request.form.get("sure") != f"{score.occurred}":
        raise FormError("occurred", "before_enrolment", full_date=enrolled)


def _kept(proof: forms.Proof, photo: Photo | None, *, actor: str) -> int:
    """The evidence's number: a photo, or a paper by its name."""
    store, named = db.store(), {"kind": proof.kind, "title": proof.title, "actor": actor}
    return (evidence.keep_photo(store, photo, **named) if photo else evidence.name_paper(store, **named)).id


def _foresee(pack: Pack, score: Score) -> Foreseen:
    store = db.store()
    who, late = session.somebody().name, forms.read_late(request.form)
    found = scores.foresee(store, score, actor=who, belonging=session.belonging(), late=late)
    household = households.get(store, score.household_id)
    before = ledger.balance(store, score.household_id)
    return Foreseen(
        said=rules.say(found.why),
        place=clauses.place(pack, found.clause),
        before=before,
        after=before + Points(found.points),
        warnings=tuple(rules.say(warning) for warning in found.warnings),
        enrolled=household.enrolled if score.occurred < household.enrolled else None,
        occurred=score.occurred,
        sure=request.form.get("sure") == f"{score.occurred}",
        since=clauses.place(pack, pack.setting("base_points").clause),
    )


def _pack(form: Form) -> Pack:
    """The rules of the day of the event (YK-13)."""
    return rulebook.rules_on(db.store(), day(form, "occurred"))


def _explain(item: Item) -> str:
    return rules.explain(item)


def _form(household_id: int, values: Form, error: FormError | None = None) -> str:
    store = db.store()
    pack = rulebook.rules_on(store, clock.today())
    chosen = forms.find_item(pack, values.get("item", ""))
    return render_template(
        "admin/scoring/new.html",
        household=households.get(store, household_id),
        balance=ledger.balance(store, household_id),
        members=households.members(store, household_id),
        items=[item for item in pack.items if item.version_on(clock.today())],
        places=pack.paper.listed("places") + pack.paper.listed("place_sides"),
        kinds=pack.evidence_kinds,
        evidence=pack.setting("evidence"),
        late=bool(choices.many(pack, "late_proof")),
        late_now=periods.is_late(pack),
        item=chosen,
        mark=marks.asked(pack, chosen),
        values=values,
        error=error,
        photo_lost=bool(error and request.files.get("photo")),
        explain=_explain,
        counted=forms.counted,
    )
