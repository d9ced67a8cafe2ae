"""The forms of the panel's register: a seat that is taken, and one that ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from admin.forms.fields import Form, choice, day, text

FIELDS = {
    **dict.fromkeys(("name_empty", "seat_forfeited", "seated_already"), "name"),
    "seat_unknown": "seat",
    "reason_missing": "reason",
}
"""Which field a refusal of the services belongs to."""


@dataclass(frozen=True, slots=True)
class Seating:
    """Who takes which seat, from which day on."""

    name: str
    seat: str
    since: date


def read(form: Form, seats: tuple[str, ...]) -> Seating:
    """Raises FormError."""
    return Seating(
        name=text(form, "name", "姓名", limit=30, required=True),
        seat=choice(form, "seat", "席位", seats),
        since=day(form, "since", future=True),
    )
