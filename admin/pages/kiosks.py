"""Kiosks and tablets on one page: which there are, where, how each is. Never who stands there."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import machines, session
from village.services import help_calls, kiosks
from village.web import access, db
from village.web.addresses import office_addresses

page = Blueprint("kiosks", __name__, url_prefix="/kiosks")

_NAME = 20  # characters, as the kiosk keeps them


@page.get("")
@access.only(session.reader)
def index() -> str:
    """All of them, and the address that one more has to open."""
    return render_template("admin/kiosks/index.html", opens=_opens(), **_state())


@page.get("/now")
@access.only(session.watcher)
def now() -> str:
    """What the page asks every few seconds."""
    return render_template("admin/kiosks/_now.html", **_state())


@page.post("/<int:kiosk_id>/remove")
@access.only(session.power("desk"))
def remove(kiosk_id: int) -> ResponseReturnValue:
    """It was taken away."""
    kiosks.remove(db.store(), kiosk_id)
    flash("kiosk_removed", "done")
    return redirect(url_for("kiosks.index"), 303)


def _state() -> dict[str, object]:
    store = db.store()
    return {
        "kiosks": kiosks.all_of(store),
        "is_silent": kiosks.is_silent,
        "shared": [found for found in machines.findings() if found.name in ("printer", "ears", "mouth")],
        "ringing": {call.kiosk for call in help_calls.waiting(store)},
    }


def _opens() -> str:
    """The address for a kiosk of the name and place that were asked for, "" before anybody asked."""
    given = {key: request.args.get(key, "").strip()[:_NAME] for key in ("kiosk", "place")}
    if not given["kiosk"]:
        return ""
    settings = db.settings()
    host = next(iter(office_addresses()), "") if settings.office_network else ""
    query = "&".join(f"{key}={_typed(words)}" for key, words in given.items() if words)
    return f"http://{host or 'localhost'}:{settings.kiosk_port}/?{query}"


def _typed(words: str) -> str:
    """As it can be typed into a browser: Chinese as it is, only signs that mean something in an address are not."""
    return "".join(each if each.isalnum() else quote(each) for each in words)
