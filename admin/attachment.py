"""A file to be saved, under a name that people read: Chinese stands in a header only when it is encoded (RFC 6266)."""

from __future__ import annotations

from pathlib import PurePath
from urllib.parse import quote

from flask import Response


def attached(answer: Response, name: str) -> Response:
    """The answer as a file `name`, which no browser and nobody in between keeps."""
    plain = f"file{PurePath(name).suffix}"  # for a program that knows no other letters
    answer.headers["Content-Disposition"] = f"attachment; filename={plain}; filename*=UTF-8''{quote(name, safe='')}"
    answer.headers["Cache-Control"] = "no-store"
    return answer
