"""Notices (通知): written here, shown and read by the kiosk from one day to another, and said over the loudspeaker."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import loudspeaker, paging, session
from admin.forms.fields import Form, FormError, day, placed, text
from village.errors import VillageError
from village.services import announcements, notices
from village.web import access, db

page = Blueprint("notices", __name__, url_prefix="/notices")

_FIELDS = {"notice_title": "title", "notice_text": "text", "notice_days": "until"}


@page.get("")
@access.only(session.reader)
def index() -> str:
    """Every notice, and a form for one more."""
    return _shown({})


@page.post("")
@access.only(session.power("office"))
def write() -> ResponseReturnValue:
    """One more."""
    form = request.form
    try:
        notices.write(
            db.store(),
            title=text(form, "title", "标题"),
            text=text(form, "text", "通知什么", limit=1000),
            since=day(form, "since", future=True),
            until=day(form, "until", future=True) if form.get("until", "").strip() else None,
            actor=session.somebody().name,
        )
    except FormError as error:
        return _shown(form, error), 422
    except VillageError as error:
        return _shown(form, placed(error, _FIELDS)), 422
    flash("notice_written", "done")
    flash("notice", "draft")
    return redirect(url_for("notices.index"), 303)


@page.get("/<int:notice_id>")
@access.only(session.reader)
def show(notice_id: int) -> str:
    """One of them, as it is announced."""
    notice = notices.get(db.store(), notice_id)
    told = announcements.of_notice(db.store(), notice)
    return render_template("admin/notices/show.html", notice=notice, told=told, ready=loudspeaker.ready())


@page.get("/<int:notice_id>/announcement.wav")
@access.only(session.reader)
def sound(notice_id: int) -> Response:
    """It as a sound. Raises `mouth_missing`."""
    notice = notices.get(db.store(), notice_id)
    return loudspeaker.sound(announcements.of_notice(db.store(), notice), notice.title)


@page.post("/<int:notice_id>/down")
@access.only(session.power("office"))
def take_down(notice_id: int) -> ResponseReturnValue:
    """It stands no longer."""
    notices.take_down(db.store(), notice_id, actor=session.somebody().name)
    flash("notice_down", "done")
    return redirect(url_for("notices.index"), 303)


@page.post("/<int:notice_id>/pin")
@access.only(session.power("office"))
def pin(notice_id: int) -> ResponseReturnValue:
    """Before all others, or back among them."""
    made = notices.pin(db.store(), notice_id, pinned="pinned" in request.form, actor=session.somebody().name)
    flash("notice_pinned" if made.pinned else "notice_unpinned", "done")
    return redirect(url_for("notices.show", notice_id=notice_id), 303)


def _shown(values: Form, error: FormError | None = None) -> str:
    leaf = paging.leaf(notices.all_of(db.store()))
    return render_template("admin/notices/index.html", leaf=leaf, values=values, error=error, limits=notices)
