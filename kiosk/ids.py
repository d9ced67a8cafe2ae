"""Numbers that a browser names, none larger than the book's own."""

from __future__ import annotations

import re

from flask import request
from werkzeug.routing import IntegerConverter

_DIGITS = "[0-9]{1,18}"


class Id(IntegerConverter):
    """`<id:…>` in a route: what SQLite can hold; a longer row of digits is no page."""

    regex = _DIGITS


def given(field: str) -> int:
    """The number in a form's field; 0, which nothing in the book has, for what is none."""
    text = request.form.get(field, "")
    return int(text) if re.fullmatch(_DIGITS, text) else 0
