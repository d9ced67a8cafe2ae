"""Readiness (开机自检): every part of the machine, well or not, in words."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from admin import machines, session
from village.services import ledger, readiness
from village.web import access, db

page = Blueprint("readiness", __name__)


@page.get("/readiness")
@access.only(session.reader)
def show() -> str:
    """The list of findings."""
    return render_template("admin/readiness/show.html", findings=machines.findings(), head=ledger.head(db.store()))


@page.post("/readiness/verify")
@access.only(session.power("desk"))
def verify() -> ResponseReturnValue:
    """Prove the whole book now."""
    verdict = readiness.verify(db.store())
    flash("verify_broken" if verdict.fault else "verify_sound", "done")
    return redirect(url_for("readiness.show"), 303)
