"""Lists that are handed in whole: many households at once, and the item table of a pack that brings none."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import session, spreadsheet
from admin.attachment import attached
from admin.forms import approval
from admin.forms import lists as forms
from admin.forms.fields import Form, FormError, placed
from rules import told
from rules.guide import pack_ids
from village import clock
from village.errors import VillageError
from village.services import approvals, item_sheets, item_tables, rolls, rulebook, villages
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
    """The village's items count from now on; with `look` they are only shown."""
    values: dict[str, str] = request.form.to_dict()
    try:
        values["items"] = forms.table(request.form, request.files.get("file"))
        if "look" in values:
            return _table(values, found=item_tables.look(db.store(), values["items"]))
        later = item_tables.begins(db.store())
        agreed = approval.read(values, rulebook.rules_on(db.store(), clock.today()))
        item_tables.add(db.store(), values["items"], approval=agreed, actor=session.somebody().name)
    except VillageError as error:
        at = error if isinstance(error, FormError) else placed(error, forms.TABLE_FIELDS)
        return _table(values, at), 422
    flash("table_added_ahead" if later else "table_added", "done")
    flash("rulebook:table", "draft")
    return redirect(url_for("rulebook.show"), 303)


@page.get("/rulebook/table/empty")
@access.only(session.reader)
def empty() -> ResponseReturnValue:
    """The empty table as a workbook; with `csv` as plain text, with `toml` the one that can say more."""
    return answer(rulebook.in_force(db.store(), clock.today()).pack)


@page.get("/rulebook/table/now")
@access.only(session.reader)
def now() -> ResponseReturnValue:
    """The items in force today as a workbook."""
    pack = rulebook.rules_on(db.store(), clock.today())
    return spreadsheet.book(f"{pack.title}项目表{clock.today():%Y%m%d}", item_sheets.of(pack, clock.today()))


@page.get("/rulebook/table/of/<pack_id>")
@access.only(session.reader)
def whole(pack_id: str) -> ResponseReturnValue:
    """The items that the document of any pack brings, as a workbook; its empty table where it brings none."""
    if pack_id not in pack_ids():
        abort(404)
    pack = rulebook.pack(pack_id)
    if not pack.items:
        return answer(pack_id)
    return spreadsheet.book(f"{pack.title}项目表", item_sheets.of(pack, max(pack.starts, clock.today())))


def answer(pack_id: str) -> ResponseReturnValue:
    """A pack's empty table as a file; 404 for the long one of a pack that brings its items."""
    path, pack = item_tables.empty(pack_id), rulebook.pack(pack_id)
    name = f"{pack.title}项目表（空表）"
    if "toml" in request.args:
        if path is None:
            abort(404)
        response = make_response(path.read_text(encoding="utf-8"))
        response.headers.set("Content-Type", "application/toml; charset=utf-8")
        return attached(response, f"{name}.toml")
    if "csv" in request.args:
        head, *rows = item_tables.titles(pack)
        return spreadsheet.answer(name, head, rows)
    return spreadsheet.book(name, item_sheets.empty(pack))


def _roll(values: Form, error: FormError | None = None) -> str:
    word = villages.get(db.store()).group_word
    return render_template("admin/lists/roll.html", values=values, error=error, word=word)


def _table(values: Form, error: FormError | None = None, found: Sequence[told.Row] = ()) -> str:
    pack = rulebook.rules_on(db.store(), clock.today())
    return render_template(
        "admin/lists/table.html",
        **{"values": values, "error": error, "found": found, "pack": pack},
        bare=item_tables.empty(pack.id) is not None,
        steps=approvals.steps(pack),
        later=item_tables.begins(db.store()),
        others=[rulebook.pack(one) for one in pack_ids() if one != pack.id],
    )
