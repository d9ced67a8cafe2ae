"""A round's score sheets (评分表): opened, filled in as one grid, handed in, agreed to by a second person (JX-09)."""

from __future__ import annotations

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

import rules
from admin import grid, notes, session, tokens
from admin.forms import score as score_forms
from admin.forms import score_sheet as forms
from admin.forms.fields import Form, FormError, placed, text
from admin.prints import papers
from village import clock
from village.errors import VillageError
from village.model.score_sheet import ScoreSheet, SheetState
from village.services import choices, periods, rulebook, score_booking, score_rows, score_sheets
from village.services.score_booking import Faulty, Handed
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
    return _asked({"day": clock.today().isoformat(), "token": tokens.new()}, chosen)


@page.post("/new")
@access.only(session.power("score"))
def begin() -> ResponseReturnValue:
    """Open it."""
    store, chosen = db.store(), tuple(request.form.getlist("item"))
    try:
        with store.transaction():
            wanted = forms.read(request.form, chosen, store=store, actor=session.somebody().name)
            sheet = score_sheets.open_one(store, wanted, actor=session.somebody().name)
    except FormError as error:
        return _asked(request.form, chosen, error), 422
    except VillageError as error:
        return _asked(request.form, chosen, placed(error, forms.FIELDS)), 422
    return redirect(url_for("score_sheets.show", sheet_id=sheet.id), 303)


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
    return redirect(url_for("score_sheets.show", sheet_id=sheet_id, group=request.form.get("group", "")), 303)


@page.get("/<int:sheet_id>/news")
@access.only(session.watcher)
def news(sheet_id: int) -> ResponseReturnValue:
    """What anybody saved after step `since`; asking is not being busy."""
    store = db.store()
    sheet = score_sheets.get(store, sheet_id)
    cells = score_sheets.changed(store, sheet_id, since=request.args.get("since", 0, type=int))
    return jsonify(grid.answer(store, sheet, cells, me=session.somebody().name))


@page.get("/<int:sheet_id>/check")
@access.only(session.reader)
def check(sheet_id: int) -> str:
    """The whole sheet before it is handed in: what is wrong, who is missing, what to look at again."""
    return _checked(score_sheets.get(db.store(), sheet_id), {})


@page.post("/<int:sheet_id>/submit")
@access.only(session.power("score"))
def submit(sheet_id: int) -> ResponseReturnValue:
    """Hand it in."""
    sheet = score_sheets.get(db.store(), sheet_id)
    try:
        late = score_forms.read_late(request.form)
        handed = score_booking.submit(db.store(), sheet_id, actor=session.somebody().name, late=late)
    except VillageError as error:
        return _refused(sheet, error)
    return _handed(handed)


@page.post("/<int:sheet_id>/approve")
@access.only(session.power("score"))
def approve(sheet_id: int) -> ResponseReturnValue:
    """The second person agrees."""
    sheet = score_sheets.get(db.store(), sheet_id)
    try:
        late, who = score_forms.read_late(request.form), session.somebody().name
        handed = score_booking.approve(db.store(), sheet_id, actor=who, belonging=session.belonging(), late=late)
    except VillageError as error:
        return _refused(sheet, error)
    return _handed(handed)


@page.post("/<int:sheet_id>/back")
@access.only(session.power("score"))
def back(sheet_id: int) -> ResponseReturnValue:
    """The second person lets it be filled in again."""
    sheet = score_sheets.get(db.store(), sheet_id)
    try:
        note = text(request.form, "note", "为什么退回", limit=100)
        score_booking.send_back(db.store(), sheet_id, actor=session.somebody().name, note=note)
    except VillageError as error:
        return _refused(sheet, placed(error, {"reason_missing": "note"}))
    flash("sheet_returned", "done")
    return redirect(url_for("score_sheets.show", sheet_id=sheet_id), 303)


@page.post("/<int:sheet_id>/drop")
@access.only(session.power("score"))
def drop(sheet_id: int) -> ResponseReturnValue:
    """Put away a sheet that nobody needs."""
    score_sheets.drop(db.store(), sheet_id, actor=session.somebody().name)
    flash("sheet_dropped", "done")
    return redirect(url_for("score_sheets.index"), 303)


def _handed(handed: Handed) -> ResponseReturnValue:
    notes.tell(handed.warnings)
    flash("sheet_booked" if handed.sheet.state is SheetState.BOOKED else "sheet_submitted", "done")
    return redirect(url_for("score_sheets.check", sheet_id=handed.sheet.id), 303)


def _refused(sheet: ScoreSheet, error: VillageError) -> ResponseReturnValue:
    """The page again, with what is wrong; a fault that the page shows anyway is not said twice."""
    found = error if isinstance(error, FormError) else placed(error, score_forms.FIELDS)
    return _checked(sheet, request.form, found, error.faults if isinstance(error, Faulty) else ()), 422


def _asked(values: Form, chosen: tuple[str, ...], error: FormError | None = None) -> str:
    store, today = db.store(), clock.today()
    pack = rulebook.rules_on(store, today)
    return render_template(
        "admin/score_sheets/new.html",
        items=[(item, papers.worth(item, today)) for item in pack.items if item.version_on(today)],
        chosen=chosen,
        pack=pack,
        mark=pack.paper.mark,
        kinds=pack.evidence_kinds,
        evidence=pack.setting("evidence"),
        places=pack.paper.listed("places") + pack.paper.listed("place_sides"),
        most=score_sheets.MOST_ITEMS,
        values=values,
        error=error,
    )


def _grid(sheet: ScoreSheet, told: dict[str, object] | None = None) -> str:
    store, person = db.store(), session.somebody()
    pack = score_rows.pack_of(store, sheet)
    homes = score_rows.homes(store, pack)
    wanted = request.values.get("group", "")
    group = wanted if wanted in homes else next(iter(homes), "")
    cells = score_sheets.changed(store, sheet.id, since=0)
    filled = {one.household_id for one in cells if one.text}
    return render_template(
        "admin/score_sheets/show.html",
        sheet=sheet,
        columns=grid.columns(pack, sheet),
        groups=[(name, sum(one.id in filled for one in members), len(members)) for name, members in homes.items()],
        group=group,
        rows=[(row, grid.told(row)) for row in score_rows.group_rows(store, sheet, homes.get(group, []))],
        cells={grid.name(one.household_id, one.item): one for one in cells},
        typed=request.form if told else {},
        found=told or {"clashes": [], "refused": []},
        name=grid.name,
        me=person.name,
        proof=rulebook.rules_on(store, clock.today()),
    )


def _checked(sheet: ScoreSheet, values: Form, error: FormError | None = None, faults: object = ()) -> str:
    store = db.store()
    if sheet.state is SheetState.DROPPED:
        abort(404)
    pack = rulebook.rules_on(store, clock.today())
    found = score_rows.overview(store, sheet)
    return render_template(
        "admin/score_sheets/check.html",
        sheet=sheet,
        found=found,
        faults=faults or found.faults,
        title=_title(score_rows.pack_of(store, sheet)),
        say=rules.say,
        second=score_booking.asks_second(pack),
        late=bool(choices.many(pack, "late_proof")),
        late_now=periods.is_late(pack),
        values=values,
        error=error,
    )


def _title(pack: rules.Pack) -> dict[str, str]:
    return {item.code: item.title for item in pack.items}
