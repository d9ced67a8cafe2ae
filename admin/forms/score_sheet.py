"""The form of a score sheet: the day, the columns, and what goes with every line."""

from __future__ import annotations

from datetime import date

from admin.forms.fields import Form, FormError, choice, text
from admin.forms.score import Proof
from rules import Pack
from village.model.evidence import Evidence
from village.model.score_sheet import ScoreSheet

FIELDS = {
    **dict.fromkeys(("sheet_items", "unknown_item"), "item"),
    **dict.fromkeys(("evidence_kind", "evidence_missing"), "paper"),
    **dict.fromkeys(("date_future", "pack_missing"), "day"),
    "mark_unknown": "mark",
}
"""Which field a refusal of the services belongs to."""


def values(sheet: ScoreSheet, kept: Evidence | None) -> dict[str, str]:
    """The form of a sheet that there is; `kept` is the paper behind its lines."""
    paper = {"evidence": kept.kind, "paper": kept.title} if kept else {}
    return {"day": sheet.day.isoformat(), "place": sheet.place, "reason": sheet.reason, "mark": sheet.mark, **paper}


def read(form: Form, *, day: date, items: tuple[str, ...]) -> ScoreSheet:
    """The sheet as it was asked for, still without the paper behind it. Raises FormError."""
    return ScoreSheet(
        id=0,
        day=day,
        items=tuple(dict.fromkeys(items)),
        place=text(form, "place", "地点", limit=60),
        reason=text(form, "reason", "原因", limit=100),
        mark=form.get("mark", ""),
    )


def read_proof(form: Form, pack: Pack) -> Proof | None:
    """The paper behind all lines, by its name; None for none. Raises FormError."""
    title = text(form, "paper", "凭据的名字", limit=80)
    if not title and form.get("evidence"):
        raise FormError("paper", "evidence_missing", pack.setting("evidence").clause)
    if not title:
        return None
    return Proof(choice(form, "evidence", "凭据", tuple(code for code, _ in pack.evidence_kinds)), title)
