"""Files of a face: sent small, and kept by browsers for good where their address changes when they do.

Pages are not packed: they carry a visitor's words beside a secret of the session, and what is packed together tells by
its length how far the two are alike (BREACH); a page is small besides.
"""

from __future__ import annotations

import gzip
from functools import lru_cache

from flask import Flask, Response, request

_YEAR = 31536000  # seconds
_FILES = frozenset({"static", "shared", "font", "pictures.drawings"})
_PACKED = frozenset({"text/css", "text/javascript", "application/javascript", "image/svg+xml"})
_LEAST = 1000  # bytes: below this nothing is gained


def install(app: Flask) -> None:
    """For all files of a face, once its routes are known."""

    @app.after_request
    def lighten(answer: Response) -> Response:
        if request.endpoint in _FILES:
            _keep(answer)
            _pack(answer)
        return answer


def _keep(answer: Response) -> None:
    """`?v=` is made from what is in the file; a file of `vendor/` has its version in its name."""
    if "v" in request.args or (request.view_args or {}).get("filename", "").startswith("vendor/"):
        answer.cache_control.public, answer.cache_control.immutable = True, True
        answer.cache_control.no_cache = None
        answer.cache_control.max_age = _YEAR


def _pack(answer: Response) -> None:
    if answer.status_code != 200 or request.method != "GET" or answer.mimetype not in _PACKED:
        return
    answer.vary.add("Accept-Encoding")
    if not request.accept_encodings.quality("gzip"):
        return
    answer.direct_passthrough = False
    whole = answer.get_data()
    if len(whole) < _LEAST:
        return
    answer.set_data(_gzip(whole))
    answer.content_encoding = "gzip"
    if (tag := answer.get_etag()[0]) is not None:
        answer.set_etag(tag, weak=True)  # the same file in other bytes


@lru_cache(32)
def _gzip(whole: bytes) -> bytes:
    return gzip.compress(whole, 9, mtime=0)
