"""Papers behind the rules (文件): kept as files, shown again to the byte (JX-36, MH-06)."""

from __future__ import annotations

from contextlib import closing
from io import BytesIO

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from admin import session
from admin.forms.fields import Form, FormError, placed, text
from village.errors import VillageError
from village.services import papers
from village.web import access, db

page = Blueprint("papers", __name__, url_prefix="/papers")

_FIELDS = {"name_empty": "title", **dict.fromkeys(("paper_missing", "paper_kind", "paper_large"), "file")}


@page.get("")
@access.only(session.reader)
def index() -> str:
    """Every paper with the day of its rules."""
    return _shown({})


@page.post("")
@access.only(session.power("rules"))
def keep() -> ResponseReturnValue:
    """One more."""
    name, content = _sent()
    try:
        title = text(request.form, "title", "文件名称", limit=80, required=True)
        papers.keep(db.store(), content, title=title, name=name, actor=session.somebody().name)
    except FormError as error:
        return _shown(request.form, error), 422
    except VillageError as error:
        return _shown(request.form, placed(error, _FIELDS)), 422
    flash("paper_kept", "done")
    return redirect(url_for("papers.index"), 303)


@page.get("/<int:paper_id>")
@access.only(session.reader)
def file(paper_id: int) -> Response:
    """The file itself, to be saved: nothing that was handed in is opened inside the desk."""
    name, content = papers.content(db.store(), paper_id)
    return send_file(BytesIO(content), "application/octet-stream", as_attachment=True, download_name=name)


def _sent() -> tuple[str, bytes]:
    """(name, content) of the chosen file, not more of it than shows that it is too large."""
    sent = request.files.get("file")
    if sent is None:
        return "", b""
    with closing(sent):
        return sent.filename or "", sent.read(papers.PAPER_BYTES + 1)


def _shown(values: Form, error: FormError | None = None) -> str:
    return render_template("admin/papers/index.html", papers=papers.all_of(db.store()), values=values, error=error)
