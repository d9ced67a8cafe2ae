"""Villagers' voices (村里人的声音): what the kiosk says in them, with the speaker's consent, taken back at any time."""

from __future__ import annotations

from contextlib import closing
from datetime import date

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import session
from admin.forms.fields import Form, FormError, day, placed, text
from village.errors import VillageError
from village.services import recordings
from village.voice import script
from village.voice.clips import Clips
from village.web import access, db

page = Blueprint("recordings", __name__, url_prefix="/recordings")

_ROWS = 40
_KINDS = {
    "sentence": "整句",
    "part": "半句",
    "number": "数目",
    "group": "组",
    "name": "人家",
    "goods": "物品",
    "item": "项目",
}
_CODES = ("recording_large", "clip_bad", "clip_long", "clip_faint")
_FIELDS = {
    "name_empty": "speaker",
    "consent_missing": "consent",
    "date_future": "consented_on",
    **dict.fromkeys(_CODES, "file"),
}


@page.get("")
@access.only(session.reader)
def index() -> str:
    """What was recorded, and what can be."""
    kind, wanted = request.args.get("kind", ""), request.args.get("q", "").strip()
    found = [line for line in script.of(db.store()) if wanted in line.text and kind in ("", line.kind)]
    said = {each.text: each for each in recordings.in_use(db.store())}
    clips = Clips(db.settings().voices)
    lines = [(line, said.get(line.text), clips.has(line.text)) for line in found[:_ROWS]]
    more = max(0, len(found) - _ROWS)
    return render_template(
        "admin/recordings/index.html",
        recordings=recordings.all_of(db.store()),
        lines=lines,
        more=more,
        kinds=_KINDS,
        values=request.args,
    )


@page.get("/new")
@access.only(session.reader)
def ask() -> str:
    """The form of one line of the script, by default the first."""
    return _form(_line(request.args.get("text", script.of(db.store())[0].text)), {})


@page.post("")
@access.only(session.power("office"))
def keep() -> ResponseReturnValue:
    """One recording with its consent."""
    line = _line(request.form.get("text", ""))
    try:
        recordings.keep(
            db.store(),
            _sent(),
            text=line.text,
            kind=line.kind,
            speaker=text(request.form, "speaker", "谁录的", limit=30, required=True),
            consented_on=_consent(),
            folder=db.settings().voices,
            actor=session.somebody().name,
        )
    except FormError as error:
        return _form(line, request.form, error), 422
    except VillageError as error:
        return _form(line, request.form, placed(error, _FIELDS)), 422
    flash("recording_kept", "done")
    return redirect(url_for("recordings.index"), 303)


@page.post("/<int:recording_id>/withdraw")
@access.only(session.power("office"))
def withdraw(recording_id: int) -> ResponseReturnValue:
    """The speaker would rather not."""
    actor = session.somebody().name
    recordings.withdraw(db.store(), recording_id, folder=db.settings().voices, actor=actor)
    flash("recording_withdrawn", "done")
    return redirect(url_for("recordings.index"), 303)


@page.get("/<int:recording_id>")
@access.only(session.reader)
def sound(recording_id: int) -> Response:
    """What it sounds like."""
    found = recordings.sound(db.store(), recording_id, folder=db.settings().voices)
    return Response(found, mimetype="audio/wav", headers={"Cache-Control": "no-store"})


def _line(wanted: str) -> script.Line:
    """The line of the script. Raises `recording_unasked`: the kiosk never says this."""
    for line in script.of(db.store()):
        if line.text == wanted:
            return line
    raise VillageError("recording_unasked")


def _consent() -> date | None:
    """The day on which the speaker agreed; None where nobody says they did."""
    return day(request.form, "consented_on") if request.form.get("consent") == "yes" else None


def _sent() -> bytes:
    """The file, not more of it than shows that it is too large."""
    sent = request.files.get("file")
    if sent is None:
        return b""
    with closing(sent):
        content: bytes = sent.read(recordings.LARGEST + 1)
    return content


def _form(line: script.Line, values: Form, error: FormError | None = None) -> str:
    return render_template("admin/recordings/new.html", line=line, kinds=_KINDS, values=values, error=error)
