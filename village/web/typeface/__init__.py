"""The screen typeface: Noto Sans CJK SC in pieces that browsers fetch as they need them and keep for good.

`python -m village.web.typeface` cuts them into `static/fonts/`, which is not in git; `prepare.sh` does so.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask, Response, send_from_directory

from village.web.access import everybody

FOLDER = Path(__file__).parents[1] / "static/fonts"
SHEET = "typeface.css"
_YEAR = 31536000  # seconds; a piece is named for its contents


def install(app: Flask) -> None:
    """Serve the pieces; template global `typeface` is the address of their style sheet, "" where none were cut."""

    @app.get("/shared/fonts/<name>")
    @everybody
    def font(name: str) -> Response:
        answer = send_from_directory(FOLDER, name, max_age=_YEAR)
        answer.cache_control.public, answer.cache_control.immutable = True, True
        return answer

    app.jinja_env.globals["typeface"] = address()


def address(folder: Path = FOLDER) -> str:
    """Where browsers find the style sheet; it changes when a piece does."""
    sheet = folder / SHEET
    return f"/shared/fonts/{SHEET}?v={hashlib.sha256(sheet.read_bytes()).hexdigest()[:12]}" if sheet.exists() else ""
