"""The record that a change of the rules stands on, with the days of its steps where the document asks for them."""

from __future__ import annotations

from admin.forms.fields import Form, FormError, text
from rules import Pack
from village.errors import VillageError
from village.services import approvals


def days(form: Form, count: int) -> list[str]:
    """What was typed for each of `count` steps."""
    return [form.get(f"step-{at}", "").strip()[:10] for at in range(count)]


def read(form: Form, pack: Pack) -> str:
    """The record in words. Raises FormError at `steps` for a day that is missing or cannot be."""
    said = text(form, "approval", "批准的记录", limit=100)
    try:
        return approvals.record(pack, said, days(form, len(approvals.steps(pack))))
    except VillageError as why:
        raise FormError("steps", why.code, why.clause, **why.params) from None
