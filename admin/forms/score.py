"""The form of one line: item, day, how often, evidence, reason."""

from __future__ import annotations

import re
from dataclasses import dataclass

from admin.forms.fields import Form, FormError, choice, day, points, text, whole
from rules import Item, Pack
from village.model.points import Points
from village.services.periods import Late
from village.services.scores import Score

FIELDS = {
    **dict.fromkeys(("option_missing", "unknown_option"), "option"),
    **dict.fromkeys(("mark_missing", "mark_unknown"), "mark"),
    "bad_count": "count",
    "bad_points": "points",
    "reason_missing": "reason",
    "place_missing": "place",
    "late_entry": "late_reason",
    "second_person_missing": "second",
    **dict.fromkeys(("wrong_year", "future_date", "pack_missing", "period_published"), "occurred"),
    **dict.fromkeys(("unknown_item", "capped"), "item"),
    **dict.fromkeys(("evidence_missing", "evidence_kind", "photo_wrong", "photo_too_big"), "evidence"),
}
"""Which field a refusal of rules or services belongs to."""

PHOTO = "photo"
"""The code under which packs list a photo among their kinds of evidence (YK-09)."""

_TYPED = re.compile(r"([+-])?(\d{1,3})")


@dataclass(frozen=True, slots=True)
class Proof:
    """The evidence of the form: its kind, the paper's name. A photo's bytes travel beside it."""

    kind: str
    title: str


def read(form: Form, *, household_id: int, pack: Pack) -> Score:
    """The score without its evidence. Raises FormError."""
    occurred = day(form, "occurred")
    item = find_item(pack, form.get("item") or form.get("find", ""))
    if item is None:
        raise FormError("item", "field_missing", field="积分项目")
    return Score(
        household_id=household_id,
        item=item.code,
        occurred=occurred,
        option=form.get("option", "") if item.options else "",
        count=whole(form, "count", least=1, most=999, default=1) if counted(item) else 1,
        points=_amount(form, item) if item.open else None,
        member=text(form, "member", "哪位家人", limit=30),
        place=text(form, "place", "地点", limit=60),
        reason=text(form, "reason", "原因", limit=200),
        mark=form.get("mark", ""),
    )


def read_proof(form: Form, pack: Pack, *, photo: bool = False) -> Proof | None:
    """The evidence, None when the form names none and brings no `photo`, which says itself what it is (GY-12).

    Raises FormError for a kind the pack does not know (YK-09).
    """
    kinds = tuple(code for code, _ in pack.evidence_kinds)
    if not form.get("evidence"):
        return Proof(PHOTO, "") if photo and PHOTO in kinds else None
    kind = choice(form, "evidence", "凭据", kinds)
    return Proof(kind, text(form, "paper", "凭据的名字", limit=80))


def read_late(form: Form) -> Late:
    """What goes with a line after the month's deadline (JX-07). Raises FormError."""
    return Late(
        reason=text(form, "late_reason", "为什么晚了", limit=200), second=text(form, "second", "作证的同事", limit=30)
    )


def find_item(pack: Pack, typed: str) -> Item | None:
    """An item by its code (P07, p7), or by its number with the sign that tells the two tables apart (7, -7)."""
    wanted = typed.strip().upper()
    if found := pack.find(wanted):
        return found
    kinds = {"P": "positive", "+": "positive", "N": "negative", "-": "negative"}
    number = _TYPED.fullmatch(wanted.replace("P", "+").replace("N", "-"))
    if number is None:
        return None
    kind = kinds[number[1] or "+"]
    return next((item for item in pack.items if item.kind == kind and item.number == int(number[2])), None)


def counted(item: Item) -> bool:
    """Whether the form asks how many: not for what counts once in a period."""
    return item.shape.multiplies or bool(item.options)


def _amount(form: Form, item: Item) -> Points | None:
    found = points(form, "points")
    return -abs(found) if found is not None and item.kind == "negative" else found
