"""Receipts on their way to paper: where each stands, how it looks, and 补打."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import machines, session, tokens
from village.printing.page import Page
from village.printing.preview import png
from village.services import receipts
from village.web import access, db

page = Blueprint("receipts", __name__)


@page.get("/receipts")
@access.only(session.reader)
def index() -> str:
    """The newest first."""
    return render_template("admin/receipts/index.html", jobs=receipts.recent(db.store()))


@page.get("/receipts/<int:job_id>")
@access.only(session.reader)
def show(job_id: int) -> str:
    """One receipt as it prints."""
    store = db.store()
    job = receipts.get(store, job_id)
    return render_template(
        "admin/receipts/show.html", job=job, household_id=receipts.household_of(store, job_id), token=tokens.new()
    )


@page.get("/receipts/<int:job_id>/state")
@access.only(session.watcher)
def state(job_id: int) -> str:
    """How far it has got; the page asks by itself until it is known."""
    return render_template("admin/receipts/_following.html", job=receipts.get(db.store(), job_id))


@page.get("/receipts/<int:job_id>/picture.png")
@access.only(session.reader)
def picture(job_id: int) -> Response:
    """The strip of paper as a picture."""
    printer = db.settings().printer
    receipt = receipts.get(db.store(), job_id).receipt
    return Response(png(receipt, Page(printer.paper, printer.mode)), mimetype="image/png")


@page.post("/receipts/<int:job_id>/copy")
@access.only(session.power("desk"))
def copy(job_id: int) -> ResponseReturnValue:
    """Print it again, marked 补打."""
    job = receipts.copy(db.store(), job_id, token=tokens.given(request.form))
    machines.print_soon()
    flash("receipt_queued", "done")
    return redirect(url_for("receipts.show", job_id=job.id), 303)
