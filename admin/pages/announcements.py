"""The announcement (广播稿) of a board: its text, to be read out, and its sound (YK-12, GY-23)."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request

from admin import loudspeaker, session
from village.language.dates import show_period
from village.model.publication import Publication
from village.services import announcements, publications
from village.web import access, db

page = Blueprint("announcements", __name__, url_prefix="/boards/<int:publication_id>")


@page.get("/announcement")
@access.only(session.reader)
def show(publication_id: int) -> str:
    """The text: for the village, or with `group` everybody's points in it."""
    store, board, group = db.store(), found(publication_id), request.args.get("group", "")
    told = announcements.of_board(store, board, group=group)
    return render_template(
        "admin/announcements/show.html",
        board=board,
        title=show_period(board.period),
        group=group,
        groups=dict.fromkeys(row.group for row in publications.board(store, board.id)),
        told=told,
        minutes=announcements.minutes(told),
        ready=loudspeaker.ready(),
    )


@page.get("/announcement.wav")
@access.only(session.reader)
def sound(publication_id: int) -> Response:
    """The same as a sound. Raises `mouth_missing`."""
    board, group = found(publication_id), request.args.get("group", "")
    told = announcements.of_board(db.store(), board, group=group)
    return loudspeaker.sound(told, f"{show_period(board.period)}广播{group}")


def found(publication_id: int) -> Publication:
    """The board, or a page that is not there."""
    return next((one for one in publications.all_of(db.store()) if one.id == publication_id), None) or abort(404)
