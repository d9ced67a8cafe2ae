"""Two kinds of errors: expected ones are told in a sentence, all others are loud in the log."""

from __future__ import annotations

import errno
import logging
import sqlite3

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

import rules
from village.errors import VillageError
from village.language import tell
from village.language.phrases import Phrase

log = logging.getLogger(__name__)


def sentence(error: VillageError) -> Phrase:
    """What a person is told: the rule's own words for a refusal, else the phrase of the code."""
    why = error.params.get("why")
    if isinstance(why, rules.Why):
        said = rules.say(why)
        return Phrase(shown=said, spoken=said, printed=said)
    return tell(error.code, **error.params)


def install(app: Flask) -> None:
    """Answer a fragment to htmx, a page to everything else."""
    app.register_error_handler(VillageError, _expected)
    app.register_error_handler(RequestEntityTooLarge, lambda _: _sorry(VillageError("photo_too_big"), 413))
    app.register_error_handler(sqlite3.OperationalError, _storage)
    app.register_error_handler(OSError, _disk)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _expected(error: VillageError) -> ResponseReturnValue:
    return _sorry(error, 422)


def _storage(error: sqlite3.OperationalError) -> ResponseReturnValue:
    """A full or locked disc is the office's trouble, not a bug; nothing was written."""
    text = str(error)
    if "full" in text:
        return _sorry(VillageError("disk_full"), 507)
    if "locked" in text or "busy" in text:
        return _sorry(VillageError("database_locked"), 503)
    return _unexpected(error)


def _disk(error: OSError) -> ResponseReturnValue:
    """A file that found no room, or no more of its owner's share: what belongs to it was undone."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _sorry(VillageError("disk_full"), 507)
    return _unexpected(error)


def _http(error: HTTPException) -> ResponseReturnValue:
    return _sorry(VillageError("page_missing"), error.code or 400)


def _unexpected(error: Exception) -> ResponseReturnValue:
    log.exception("unexpected error at %s %s", request.method, request.path, exc_info=error)
    return _sorry(VillageError("unexpected"), 500)


def _sorry(error: VillageError, status: int) -> ResponseReturnValue:
    said = sentence(error)
    template = "shared/_sorry.html" if request.headers.get("HX-Request") else "sorry.html"
    return render_template(template, said=said, code=error.code, clause=error.clause), status
