"""What is typed at each step of the setup → the answers of that step, as `model.founding` names them."""

from __future__ import annotations

from datetime import date
from typing import Any

from werkzeug.datastructures import FileStorage, MultiDict

from admin.forms import approval
from admin.forms.fields import FormError, day, text
from admin.forms.lists import ROLL_FIELDS, TABLE_FIELDS, lines, roll, table
from rules.guide import Question
from village.model.founding import Founding
from village.services import approvals, founding, rulebook

Typed = MultiDict[str, str]
FIELDS = {
    "founding_pack": "pack",
    "founding_since": "since",
    "approval_missing": "approval",
    "staff_name_wrong": "login",
    **dict.fromkeys(("password_short", "password_weak"), "password"),
    **ROLL_FIELDS,
    **TABLE_FIELDS,
}
"""Which field a refusal of the services belongs to."""
GROUP_WORDS = ("组", "社", "网格", "片区")
FIGURE = "figure"
"""Ticked beside a figure, where words may be ticked instead."""


def read(step: str, form: Typed, answers: Founding, file: FileStorage | None) -> dict[str, Any]:
    """The answers of a step. Raises FormError."""
    if step == "village":
        return {
            "town": text(form, "town", "镇名", limit=20),
            "village": text(form, "village", "村名", limit=20),
            "group_word": _other(form, "group_word"),
            "since": _since(form),
            "approval": text(form, "approval", "同意的记录", limit=100),
            "steps": _steps(form, answers),
        }
    if step == "choices":
        return {"choices": {one.key: choice(form, one) for one in offered(answers)}}
    if step == "roll":
        return {"groups": lines(form, "groups"), "roll": roll(form, file)}
    if step == "items":
        return {"items": table(form, file)}
    fields = {"pack": ("pack",), "secretary": ("name", "login")}[step]
    return {name: text(form, name, name, limit=30) for name in fields}


def offered(answers: Founding) -> tuple[Question, ...]:
    """The open choices that can be answered in more than one way."""
    return tuple(one for one in founding.open_choices(answers) if one.figure or one.many or len(one.words) > 1)


def choice(form: Typed, one: Question) -> str:
    """The answer to one choice as text: the words ticked, or the figure; a figure that was written is meant."""
    figure = form.get(f"{one.key}-figure", "").strip()[:60]
    return figure or ",".join(word[:30] for word in form.getlist(one.key) if word != FIGURE)


def _other(form: Typed, name: str) -> str:
    """One of the words offered, or one's own."""
    own = text(form, f"{name}-own", "叫法", limit=6)
    return own or text(form, name, "叫法", limit=6)


def _steps(form: Typed, answers: Founding) -> str:
    """The days of the document's steps, in order; a dash for one that was left empty."""
    asked = approvals.steps(rulebook.pack(answers.pack))
    return "、".join(day or "-" for day in approval.days(form, len(asked)))


def _since(form: Typed) -> date:
    if not form.get("since", "").strip():
        raise FormError("since", "date_wrong")
    return day(form, "since", future=True)
