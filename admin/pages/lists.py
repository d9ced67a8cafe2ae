"""Lists that are handed in whole: many households at once, and the item table of a pack that brings none."""

from __future__ import annotations

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import session, spreadsheet
from admin.forms import lists as forms
from admin.forms.fields import Form, FormError, placed, text
from village import clock
from village.errors import VillageError
from village.services import item_tables, rolls, rulebook, villages
from village.web import access, db

page = Blueprint("lists", __name__)


@page.get("/households/list")
@access.only(session.reader)
def roll() -> str:
    """A box to paste the roll into."""
    return _roll({})


@page.post("/households/list")
@access.only(session.power("roll"))
def enrol() -> ResponseReturnValue:
    """Register all households of the list, or none."""
    try:
        rows = rolls.read(forms.lines(request.form, "roll"))
        if not rows:
            raise VillageError("roll_empty")
        rolls.enrol(db.store(), rows, actor=session.somebody().name)
    except VillageError as error:
        return _roll(request.form, placed(error, forms.ROLL_FIELDS)), 422
    flash("roll_added", "done")
    flash("households:list", "draft")
    return redirect(url_for("households.index"), 303)


@page.get("/rulebook/table")
@access.only(session.reader)
def table() -> str:
    """A box to paste the village's items into."""
    return _table({})


@page.post("/rulebook/table")
@access.only(session.power("rules"))
def add() -> ResponseReturnValue:
    """The village's items count from now on."""
    try:
        given = forms.table(request.form, request.files.get("file"))
        approval = text(request.form, "approval", "同意的记录", limit=100)
        item_tables.add(db.store(), given, approval=approval, actor=session.somebody().name)
    except VillageError as error:
        at = error if isinstance(error, FormError) else placed(error, forms.TABLE_FIELDS)
        return _table(request.form, at), 422
    flash("table_added", "done")
    flash("rulebook:table", "draft")
    return redirect(url_for("rulebook.show"), 303)


@page.get("/rulebook/table/empty")
@access.only(session.reader)
def empty() -> ResponseReturnValue:
    """The empty table for a spreadsheet, or with `toml` the one that can say more."""
    return answer(rulebook.in_force(db.store(), clock.today()).pack)


def answer(pack_id: str) -> ResponseReturnValue:
    """A pack's empty table as a file; 404 for the long one of a pack that brings its items."""
    path, pack = item_tables.empty(pack_id), rulebook.pack(pack_id)
    if "toml" in request.args:
        if path is None:
            abort(404)
        response = make_response(path.read_text(encoding="utf-8"))
        response.headers.set("Content-Type", "application/toml; charset=utf-8")
        response.headers.set("Content-Disposition", "attachment", filename=f"{pack.title}项目表.toml")
        return response
    head, *rows = item_tables.titles(pack)
    return spreadsheet.answer(f"{pack.title}项目表", head, rows)


def _roll(values: Form, error: FormError | None = None) -> str:
    word = villages.get(db.store()).group_word
    return render_template("admin/lists/roll.html", values=values, error=error, word=word)


def _table(values: Form, error: FormError | None = None) -> str:
    pack = rulebook.rules_on(db.store(), clock.today())
    bare = item_tables.empty(pack.id) is not None
    return render_template("admin/lists/table.html", values=values, error=error, pack=pack, bare=bare)
