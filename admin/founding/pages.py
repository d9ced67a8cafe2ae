"""The steps of the setup: a form each, kept at once; at the end all is looked over, and the village is there."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.forms.fields import FormError, placed
from admin.founding import door, forms, shown
from admin.pages import lists
from rules.guide import pack_ids
from village.errors import VillageError
from village.model.founding import Founding
from village.services import founding
from village.web import access, db

page = Blueprint("founding", __name__)

TITLES = {
    "pack": "选一套办法",
    "village": "村和组",
    "choices": "村里自己定的",
    "roll": "各户名单",
    "items": "积分项目",
    "secretary": "书记的账号",
    founding.LOOK: "看一遍",
}


@page.get("/")
@access.only(door.inside)
def begin() -> ResponseReturnValue:
    """Where one left off."""
    answers = founding.kept(db.settings())
    return redirect(url_for("founding.show", step=answers.step if answers.step in TITLES else "pack"))


@page.get("/founding/<step>")
@access.only(door.inside)
def show(step: str) -> str:
    """A step with what was answered before."""
    return _page(_known(step), founding.kept(db.settings()))


@page.post("/founding/<step>")
@access.only(door.inside)
def save(step: str) -> ResponseReturnValue:
    """Keep the step's answers and go on; what is wrong is shown with all that was typed."""
    answers = founding.kept(db.settings())
    if _known(step) == founding.LOOK:
        return _create(answers)
    try:
        changes = forms.read(step, request.form, answers, request.files.get("file"))
    except FormError as error:
        return _page(step, answers, error), 422
    tried = founding.changed(answers, **changes)
    try:
        founding.check(step, tried)
    except VillageError as error:
        return _page(step, tried, _at_its_field(error)), 422
    following = _following(step, tried)
    founding.amend(db.settings(), **changes, step=following)
    return redirect(url_for("founding.show", step=following), 303)


@page.get("/founding/table")
@access.only(door.inside)
def table() -> ResponseReturnValue:
    """The pack's empty item table for a spreadsheet, or with `toml` the one that can say more."""
    answers = founding.kept(db.settings())
    if answers.pack not in pack_ids():
        abort(404)
    return lists.answer(answers.pack)


def _create(answers: Founding) -> ResponseReturnValue:
    """All or nothing. Afterwards the same address is the desk of the new village."""
    try:
        password = request.form.get("password", "")[:200]
        if password != request.form.get("again", "")[:200]:
            raise FormError("again", "passwords_differ")
        founding.create(db.settings(), password=password, sealed=request.form.get("seal", ""))
    except FormError as error:
        return _page(founding.LOOK, answers, error), 422
    except VillageError as error:
        return _page(founding.LOOK, founding.kept(db.settings()), placed(error, forms.FIELDS)), 422
    return redirect("/login", 303)


def _known(step: str) -> str:
    if step not in TITLES:
        abort(404)
    return step


def _following(step: str, answers: Founding) -> str:
    """The next step; whoever came from the last page to change something goes back there."""
    order = founding.steps(answers)
    return founding.LOOK if request.args.get("from") == founding.LOOK else order[order.index(step) + 1]


def _at_its_field(error: VillageError) -> FormError:
    return FormError(
        str(error.params.get("key") or forms.FIELDS.get(error.code, "")), error.code, error.clause, **error.params
    )


def _page(step: str, answers: Founding, error: FormError | None = None) -> str:
    """One step; before there is a pack only the first can be shown."""
    order = founding.steps(answers)
    typed = request.form.to_dict()
    if request.files.get("file"):  # what the file says stands over what was pasted
        typed.pop("items", None)
        typed.pop("roll", None)
    step = "pack" if answers.pack not in pack_ids() else step if step in order else founding.LOOK
    lacking = dict(founding.lacking(answers))
    return render_template(
        f"founding/{step}.html",
        step=step,
        steps=[(one, TITLES[one], founding.been_at(answers, one) and one not in lacking) for one in order],
        titles=TITLES,
        answers=answers,
        values={**shown.fields(answers), **typed},
        error=error,
        lacking=lacking,
        **shown.of(step, answers),
    )
