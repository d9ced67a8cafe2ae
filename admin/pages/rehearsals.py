"""Rehearsing (预演): scenario files played on a village of their own, step by step; nothing of them meets the book."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import amendments, session, yearbook
from admin.forms import rehearsal as forms
from admin.forms import trial
from admin.forms.fields import Form, FormError, placed
from village import clock
from village.errors import VillageError
from village.services import rulebook
from village.services.apart import Apart, State
from village.web import access, db

page = Blueprint("rehearsals", __name__, url_prefix="/rehearsals")


@page.get("")
@access.only(session.reader)
def index() -> str:
    """Both ways to rehearse, and what can be looked at again."""
    known = sorted(yearbook.known(db.store()))
    over = [year for year in known if year < clock.today().year]
    return shown({"year": str((over or known)[-1]) if known else ""})


@page.post("")
@access.only(session.power("rehearse"))
def rehearse() -> ResponseReturnValue:
    """Play scenario files, in the background."""
    try:
        files = forms.read(request.files.getlist("files"))
        run = apart().rehearse(files, by=session.somebody().name)
    except FormError as error:
        return shown(request.form, error), 422
    except VillageError as error:
        return shown(request.form, placed(error, {"rehearsal_busy": "files"})), 422
    return redirect(url_for("rehearsals.show", run_id=run.id), 303)


@page.get("/<run_id>")
@access.only(session.reader)
def show(run_id: str) -> ResponseReturnValue:
    """How far it is, and then what came of it."""
    run = apart().get(run_id)
    if run.order.year and run.state is State.DONE:
        return redirect(url_for("trials.show", run_id=run_id))
    return render_template("admin/rehearsals/show.html", run=run, files=run.files)


@page.get("/<run_id>/progress")
@access.only(session.watcher)
def progress(run_id: str) -> ResponseReturnValue:
    """How far it is; the whole page anew when it has ended."""
    run = apart().get(run_id)
    answer = make_response(render_template("admin/rehearsals/_progress.html", run=run))
    if run.state is not State.RUNNING:
        answer.headers["HX-Refresh"] = "true"
    return answer


@page.post("/<run_id>/stop")
@access.only(session.power("rehearse"))
def stop(run_id: str) -> ResponseReturnValue:
    """End it; nothing is left behind."""
    apart().get(run_id).stop()
    flash("rehearsal_stopped", "done")
    return redirect(url_for("rehearsals.index"), 303)


def apart() -> Apart:
    """The rehearsals of this server."""
    found: Apart = current_app.extensions["rehearsals"]
    return found


def shown(values: Form, error: FormError | None = None) -> str:
    """Both forms, with what was typed."""
    store = db.store()
    pack = rulebook.rules_on(store, clock.today())
    return render_template(
        "admin/rehearsals/index.html",
        years=[(str(year), f"{year}年") for year in sorted(yearbook.known(store), reverse=True)],
        rows=trial.ROWS,
        pack=pack,
        asked=amendments.questions(pack),
        guide=amendments.groups(pack),
        current=amendments.current,
        recent=apart().recent(),
        values=values,
        error=error,
    )
