"""Tokens of forms that post: the same form sent twice counts once."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping

_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")


def new() -> str:
    """For a form that is shown now."""
    return secrets.token_urlsafe(18)


def given(form: Mapping[str, str]) -> str:
    """The form's token; a form without a sound one gets a new one, and counts as often as it is sent."""
    found = form.get("token", "")
    return found if _TOKEN.fullmatch(found) else new()
