"""Who may set up the village: whoever sits at this machine, and whoever knows the code that was printed there."""

from __future__ import annotations

import hmac
import ipaddress
from typing import cast

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from village.errors import VillageError
from village.web import access

page = Blueprint("door", __name__)

_HERE = frozenset({"localhost", "127.0.0.1", "[::1]"})
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None, "－": None, "—": None})


def inside() -> None:
    """Check for every page of the setup. A page of another site cannot pass as this machine by a name of its own."""
    if not (_at_this_machine() or session.get("founding")):
        abort(cast(Response, redirect(url_for("door.show"), 303)))


@page.get("/founding/code")
@access.everybody
def show() -> str:
    """Ask for the code."""
    return _form()


@page.post("/founding/code")
@access.everybody
def let_in() -> ResponseReturnValue:
    """Let this browser in, when the code is right."""
    given = request.form.get("code", "")[:40].strip().upper().translate(_MISREAD)
    if not hmac.compare_digest(given.encode(), current_app.extensions["founding_code"].encode()):
        return _form(VillageError("code_wrong")), 422
    session["founding"] = True
    return redirect(url_for("founding.begin"), 303)


@page.get("/health")
@access.everybody
def health() -> ResponseReturnValue:
    """ "ok": the server is well, there is only no village yet."""
    return "ok", {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}


def _at_this_machine() -> bool:
    host = request.host.rpartition(":")[0] if request.host.rpartition(":")[2].isdecimal() else request.host
    return host in _HERE and ipaddress.ip_address(request.remote_addr or "0.0.0.0").is_loopback


def _form(error: VillageError | None = None) -> str:
    return render_template("founding/code.html", error=error)
