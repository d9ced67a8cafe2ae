"""The form of an item's new figures (项目调整)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from admin.forms.fields import Form, FormError, day, points, text, whole
from rules import Item
from village.model.points import Points

FIELDS = {
    "effective_date_published": "since",
    "approval_missing": "approval",
    "reason_missing": "note",
    "evaluation_missing": "evaluation",
    "item_wrong": "points",
}
"""Which field a refusal of the services belongs to."""


@dataclass(frozen=True, slots=True)
class Change:
    """An item's figures from a day on; `points`, or `options` by name."""

    since: date
    points: Decimal | None
    options: dict[str, Decimal] | None
    approval: str
    note: str
    evaluation: int | None
    """The number of the quarter's evaluation that it cites; None for none."""


def read(form: Form, item: Item) -> Change:
    """Raises FormError. People write figures without a sign; the item's table gives it."""
    options = {name: _figure(form, f"option-{name}", item) for name in item.options} or None
    return Change(
        since=day(form, "since", future=True),
        points=None if options else _figure(form, "points", item),
        options=options,
        approval=text(form, "approval", "批准的记录", limit=100),
        note=text(form, "note", "说明", limit=200),
        evaluation=whole(form, "evaluation", least=0, most=999_999, default=0) or None,
    )


def _figure(form: Form, name: str, item: Item) -> Decimal:
    found = points(form, name)
    if not found:
        raise FormError(name, "points_wrong")
    signed: Points = -abs(found) if item.kind == "negative" else abs(found)
    return Decimal(signed.hundredths) / 100
