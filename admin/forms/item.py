"""The form of an item's new figures (项目调整)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from admin.forms.fields import Form, FormError, choice, coming_day, points, text, whole
from rules import Item
from village.model.points import Points

FIELDS = {
    "effective_date_published": "since",
    "approval_missing": "approval",
    "reason_missing": "note",
    "evaluation_missing": "evaluation",
    "item_wrong": "points",
    "item_dated": "since",
    "item_taken": "code",
}
"""Which field a refusal of the services belongs to."""

KINDS = {"positive": "加分", "negative": "扣分", "reward": "奖励"}
PER = {
    "event": "做一次算一次",
    "person": "几个人就算几份",
    "place": "几处就算几份",
    "month": "一个月一次",
    "quarter": "一个季度一次",
    "year": "一年一次",
}
"""What one score stands for, as people say it (rules.flat)."""


@dataclass(frozen=True, slots=True)
class Change:
    """An item's figures from a day on; `points`, or `options` by name."""

    since: date
    points: Decimal | None
    options: dict[str, Decimal] | None
    note: str
    evaluation: int | None
    """The number of the quarter's evaluation that it cites; None for none."""


@dataclass(frozen=True, slots=True)
class NewItem:
    """One more item: its flat row (rules.flat), and what it stands on."""

    row: dict[str, Any]
    since: date
    note: str
    evaluation: int | None


def read_new(form: Form) -> NewItem:
    """Raises FormError. An item is worth a figure, or what the panel decides each time (`open`)."""
    kind = choice(form, "kind", "加分还是扣分", tuple(KINDS))
    row: dict[str, Any] = {
        "code": text(form, "code", "项目号", limit=20, required=True).upper(),
        "title": text(form, "title", "什么事", limit=60, required=True),
        "category": text(form, "category", "大类", limit=30, required=True),
        "kind": kind,
        "per": choice(form, "per", "怎么算", tuple(PER)),
    }
    if form.get("sensitive"):
        row["sensitive"] = True
    worth = {"open": True} if form.get("open") else {"points": _signed(form, "points", kind)}
    return NewItem(
        row={**row, **worth},
        since=coming_day(form, "since"),
        note=text(form, "note", "说明", limit=200),
        evaluation=whole(form, "evaluation", least=0, most=999_999, default=0) or None,
    )


def read(form: Form, item: Item) -> Change:
    """Raises FormError. People write figures without a sign; the item's table gives it."""
    options = {name: _figure(form, f"option-{name}", item) for name in item.options} or None
    return Change(
        since=coming_day(form, "since"),
        points=None if options else _figure(form, "points", item),
        options=options,
        note=text(form, "note", "说明", limit=200),
        evaluation=whole(form, "evaluation", least=0, most=999_999, default=0) or None,
    )


def _figure(form: Form, name: str, item: Item) -> Decimal:
    return _signed(form, name, item.kind)


def _signed(form: Form, name: str, kind: str) -> Decimal:
    found = points(form, name)
    if not found:
        raise FormError(name, "points_wrong")
    if found.hundredths < 0:
        raise FormError(name, "points_signed")
    signed: Points = -found if kind == "negative" else found
    return Decimal(signed.hundredths) / 100
