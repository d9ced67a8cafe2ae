"""A round's score sheets (评分表): opened, and filled in as one grid (JX-09)."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import grid, paging, session
from admin.forms import score_sheet as forms
from admin.forms.fields import Form, FormError, day, placed
from admin.prints import papers
from village import clock
from village.errors import VillageError
from village.model.score_sheet import ScoreSheet
from village.services import evidence, rulebook, score_rows, score_sheets
from village.web import access, db

page = Blueprint("score_sheets", __name__, url_prefix="/score-sheets")


@page.get("")
@access.only(session.reader)
def index() -> str:
    """The sheets, newest first."""
    return render_template("admin/score_sheets/index.html", sheets=score_sheets.recent(db.store()))


@page.get("/new")
@access.only(session.reader)
def new() -> str:
    """The form of a new sheet; its columns are those of the last one."""
    last = next(iter(score_sheets.recent(db.store())), None)
    chosen = last.items if last else ()
    return _asked({"day": clock.today().isoformat()}, chosen)


@page.post("/new")
@access.only(session.power("score"))
def begin() -> ResponseReturnValue:
    """Open it."""
    store, chosen = db.store(), tuple(request.form.getlist("item"))
    try:
        with store.transaction():
            sheet = score_sheets.open_one(store, _read(chosen), actor=session.somebody().name)
    except FormError as error:
        return _asked(request.form, chosen, error), 422
    except VillageError as error:
        return _asked(request.form, chosen, placed(error, forms.FIELDS)), 422
    return redirect(url_for("score_sheets.show", sheet_id=sheet.id), 303)


@page.get("/<int:sheet_id>/facts")
@access.only(session.reader)
def facts(sheet_id: int) -> str:
    """The sheet's day, columns, and what goes with every line."""
    sheet = score_sheets.get(db.store(), sheet_id)
    kept = evidence.get(db.store(), sheet.evidence_id) if sheet.evidence_id is not None else None
    return _asked(forms.values(sheet, kept), sheet.items, sheet=sheet)


@page.post("/<int:sheet_id>/facts")
@access.only(session.power("score"))
def revise(sheet_id: int) -> ResponseReturnValue:
    """Change them; cells stay as they are."""
    store, chosen = db.store(), tuple(request.form.getlist("item"))
    sheet = score_sheets.get(store, sheet_id)
    try:
        with store.transaction():
            score_sheets.revise(store, sheet_id, _read(chosen), actor=session.somebody().name)
    except FormError as error:
        return _asked(request.form, chosen, error, sheet), 422
    except VillageError as error:
        return _asked(request.form, chosen, placed(error, forms.FIELDS), sheet), 422
    return redirect(url_for("score_sheets.show", sheet_id=sheet_id), 303)


@page.get("/<int:sheet_id>")
@access.only(session.reader)
def show(sheet_id: int) -> str:
    """One group's rows; `group` says whose."""
    return _grid(score_sheets.get(db.store(), sheet_id))


@page.post("/<int:sheet_id>/cells")
@access.only(session.power("score"))
def save(sheet_id: int) -> ResponseReturnValue:
    """Keep the cells that were changed: for the script as JSON, for its absence as the page again."""
    store, person = db.store(), session.somebody()
    scripted = request.accept_mimetypes.best == "application/json"
    try:
        wanted = grid.typed(request.form)
        found = score_sheets.save(store, sheet_id, wanted, actor=person.name, belonging=session.belonging())
    except VillageError as error:
        if not scripted:
            raise
        return jsonify(grid.refusal(error)), 409
    sheet = score_sheets.get(store, sheet_id)
    if scripted:
        return jsonify(grid.saved(store, sheet, found, me=person.name))
    if found.refused or found.clashes:
        return _grid(sheet, told=grid.saved(store, sheet, found, me=person.name)), 422
    flash("cells_saved", "done")
    return redirect(_back(sheet_id), 303)


@page.get("/<int:sheet_id>/news")
@access.only(session.watcher)
def news(sheet_id: int) -> ResponseReturnValue:
    """What anybody saved after step `since`; asking is not being busy."""
    store = db.store()
    sheet = score_sheets.get(store, sheet_id)
    cells = score_sheets.changed(store, sheet_id, since=request.args.get("since", 0, type=int))
    return jsonify(grid.answer(store, sheet, cells, me=session.somebody().name))


@page.post("/<int:sheet_id>/drop")
@access.only(session.power("score"))
def drop(sheet_id: int) -> ResponseReturnValue:
    """Put away a sheet that nobody needs."""
    score_sheets.drop(db.store(), sheet_id, actor=session.somebody().name)
    flash("sheet_dropped", "done")
    return redirect(url_for("score_sheets.index"), 303)


def _read(chosen: tuple[str, ...]) -> ScoreSheet:
    """What the form asks for; the paper behind all lines is kept under its name."""
    walked = day(request.form, "day")
    wanted = forms.read(request.form, day=walked, items=chosen)
    proof = forms.read_proof(request.form, rulebook.rules_on(db.store(), walked))
    if proof is None:
        return wanted
    kept = evidence.name_paper(db.store(), kind=proof.kind, title=proof.title, actor=session.somebody().name)
    return replace(wanted, evidence_id=kept.id)


def _asked(
    values: Form, chosen: tuple[str, ...], error: FormError | None = None, sheet: ScoreSheet | None = None
) -> str:
    store, today = db.store(), clock.today()
    pack = rulebook.rules_on(store, today)
    return render_template(
        "admin/score_sheets/new.html",
        items=[(item, papers.worth(item, today)) for item in pack.items if item.version_on(today)],
        chosen=chosen,
        sheet=sheet,
        pack=pack,
        mark=pack.paper.mark,
        kinds=pack.evidence_kinds,
        evidence=pack.setting("evidence"),
        places=pack.paper.listed("places") + pack.paper.listed("place_sides"),
        most=score_sheets.MOST_ITEMS,
        values=values,
        error=error,
    )


def _back(sheet_id: int) -> str:
    """The rows that the form stood on."""
    return url_for("score_sheets.show", sheet_id=sheet_id, group=request.form.get("group", ""), page=paging.number())


def _grid(sheet: ScoreSheet, told: dict[str, object] | None = None) -> str:
    store, person = db.store(), session.somebody()
    pack = score_rows.pack_of(store, sheet)
    homes = score_rows.homes(store, pack)
    wanted = request.values.get("group", "")
    group = wanted if wanted in homes else next(iter(homes), "")
    filled = score_sheets.filled(store, sheet.id)
    leaf = paging.leaf(homes.get(group, []), "score_sheets.show")
    cells = score_sheets.cells_of(store, sheet.id, (one.id for one in leaf.rows))
    return render_template(
        "admin/score_sheets/show.html",
        sheet=sheet,
        columns=grid.columns(pack, sheet),
        groups=[(name, sum(one.id in filled for one in members), len(members)) for name, members in homes.items()],
        group=group,
        leaf=leaf,
        rows=[(row, grid.told(row)) for row in score_rows.group_rows(store, sheet, leaf.rows)],
        cells={grid.name(one.household_id, one.item): one for one in cells},
        typed=request.form if told else {},
        found=told or {"clashes": [], "refused": []},
        name=grid.name,
        me=person.name,
        mark=pack.paper.mark,
    )
