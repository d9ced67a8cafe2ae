"""Readiness (开机自检): every part of the machine, well or not, in words."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import machines, session
from village.model.receipt import ReceiptState
from village.printing.preview import test_png
from village.services import ledger, readiness
from village.web import access, db

page = Blueprint("readiness", __name__)


@page.get("/readiness")
@access.only(session.reader)
def show() -> str:
    """The list of findings; the picture of the test page lies open where somebody has just asked for one."""
    return render_template(
        "admin/readiness/show.html",
        findings=machines.findings(),
        head=ledger.head(db.store()),
        paper=db.settings().printer.kind != "spool",
        asked="tested" in request.args,
    )


@page.post("/readiness/verify")
@access.only(session.power("desk"))
def verify() -> ResponseReturnValue:
    """Prove the whole book now."""
    verdict = readiness.verify(db.store())
    flash("verify_broken" if verdict.fault else "verify_sound", "done")
    return redirect(url_for("readiness.show"), 303)


@page.post("/readiness/print")
@access.only(session.power("desk"))
def print_test() -> ResponseReturnValue:
    """Print the test page; the answer says how it went."""
    state, trouble = machines.print_test()
    if state is ReceiptState.CONFIRMED:
        flash("test_printed" if db.settings().printer.kind != "spool" else "test_drawn", "done")
    else:
        flash(
            "test_unknown" if state is ReceiptState.UNKNOWN else "test_not_begun" if trouble else "test_busy", "failed"
        )
    if trouble:
        flash(trouble, "trouble")
    return redirect(url_for("readiness.show", tested=1, _anchor="test"), 303)


@page.get("/readiness/test.png")
@access.only(session.reader)
def test_picture() -> Response:
    """The test page as it should come out."""
    return Response(test_png(db.settings().printer.paper), mimetype="image/png")
