"""Every request that changes something carries the session's own token (ASVS 3.5.1)."""

from __future__ import annotations

import hmac
import secrets

from flask import Flask, request, session

from village.errors import VillageError

_SAFE = {"GET", "HEAD", "OPTIONS"}


def token() -> str:
    """This session's token, for `hx-headers` on the body and for hidden form fields."""
    kept = session.get("csrf")
    if not kept:
        kept = session["csrf"] = secrets.token_urlsafe(24)
    return str(kept)


def guard(app: Flask) -> None:
    """Refuse (`form_stale`) what carries no token, or another's."""

    @app.before_request
    def ask() -> None:
        if request.method in _SAFE:
            return
        given = request.headers.get("X-CSRF") or request.form.get("csrf", "")
        kept = str(session.get("csrf", ""))
        if not kept or not hmac.compare_digest(given.encode(), kept.encode()):
            raise VillageError("form_stale")

    app.jinja_env.globals["csrf_token"] = token
