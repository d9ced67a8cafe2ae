"""The form of a line of the book of money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from admin.forms.fields import Form, choice, day, text, yuan
from village.model.fund import Flow

FIELDS = {
    "amount_wrong": "amount",
    "date_future": "day",
    **dict.fromkeys(("heading_missing", "heading_unknown", "purpose_forbidden"), "heading"),
}
"""Which field a refusal of the services belongs to."""


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment as it was typed; `amount` in fen."""

    flow: Flow
    amount: int
    heading: str
    day: date
    note: str


def read(form: Form) -> Payment:
    """Raises FormError."""
    return Payment(
        flow=Flow(choice(form, "flow", "收还是支", tuple(Flow))),
        amount=yuan(form, "amount"),
        heading=text(form, "heading", "来源或者用途", limit=40),
        day=day(form, "day"),
        note=text(form, "note", "说明", limit=100),
    )
