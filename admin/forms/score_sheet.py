"""The form of a new score sheet: the day, the columns, and what goes with every line."""

from __future__ import annotations

from admin.forms.fields import Form, FormError, choice, day, text
from village.model.score_sheet import ScoreSheet
from village.services import evidence, scores
from village.store import Store

FIELDS = {
    **dict.fromkeys(("sheet_items", "unknown_item"), "item"),
    **dict.fromkeys(("evidence_kind", "evidence_missing"), "paper"),
    **dict.fromkeys(("date_future", "pack_missing"), "day"),
    "mark_unknown": "mark",
}
"""Which field a refusal of the services belongs to."""


def values(sheet: ScoreSheet, *, store: Store) -> dict[str, str]:
    """The form of a sheet that there is."""
    kept = evidence.get(store, sheet.evidence_id) if sheet.evidence_id is not None else None
    paper = {"evidence": kept.kind, "paper": kept.title} if kept else {}
    return {"day": sheet.day.isoformat(), "place": sheet.place, "reason": sheet.reason, "mark": sheet.mark, **paper}


def read(form: Form, items: tuple[str, ...], *, store: Store, actor: str) -> ScoreSheet:
    """The sheet as it was asked for; the paper behind its lines is kept under its name. Raises FormError."""
    walked = day(form, "day")
    pack = scores.rules_for(store, walked)
    kept = None
    if title := text(form, "paper", "凭据的名字", limit=80):
        kind = choice(form, "evidence", "凭据", tuple(code for code, _ in pack.evidence_kinds))
        kept = evidence.name_paper(store, kind=kind, title=title, actor=actor).id
    elif form.get("evidence"):
        raise FormError("paper", "evidence_missing", pack.setting("evidence").clause)
    return ScoreSheet(
        id=0,
        day=walked,
        items=tuple(dict.fromkeys(items)),
        place=text(form, "place", "地点", limit=60),
        reason=text(form, "reason", "原因", limit=100),
        mark=form.get("mark", ""),
        evidence_id=kept,
    )
