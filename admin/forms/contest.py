"""The forms of the contest between villages: the year's plan, and what a judge gave in a round."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from admin.forms.fields import Form, FormError, day, text
from village.model.contest import ContestPlan, Criterion
from village.model.points import Points

PLAN_FIELDS = {
    "contest_villages": "villages",
    "criteria_missing": "criteria",
    **dict.fromkeys(("contest_left_out", "contest_round_size", "contest_twice", "contest_unknown"), "rounds"),
}
SETTLE_FIELDS = {"contest_tie": "chosen", "approval_missing": "record"}
JUDGE_FIELDS = {"judged_already": "reason", "name_empty": "judge", "date_future": "day"}
"""Which field a refusal of the services belongs to."""

_BETWEEN = re.compile(r"[\s,，、;；]+")
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class JudgeRound:
    """A judge's sheets of a round: village → marks; villages that the judge left empty are not there."""

    judge: str
    day: date
    reason: str
    marks: dict[str, tuple[Points, ...]]


def names(form: Form, name: str) -> list[str]:
    """Village names, one a line or with commas between. Raises FormError `field_too_long`."""
    typed = form.get(name, "")
    if len(typed) > _LONGEST:
        raise FormError(name, "field_too_long", field="村名", count=_LONGEST)
    return [one for one in _BETWEEN.split(typed) if one]


def criteria(form: Form) -> list[Criterion]:
    """Lines of a name and the most that it gives: "院落环境 40". Raises FormError `criteria_missing`."""
    found = []
    for line in form.get("criteria", "")[:_LONGEST].splitlines():
        title, _, most = " ".join(line.split()).rpartition(" ")
        if not (title or most):
            continue
        try:
            found.append(Criterion(title[:40], Points.parse(most.removesuffix("分"))))
        except ValueError:
            raise FormError("criteria", "criteria_missing") from None
    return found


def judged(form: Form, plan: ContestPlan, number: int) -> JudgeRound:
    """What a judge gave the villages of round `number`. Raises FormError at the cell that is wrong."""
    judge = text(form, "judge", "评委", limit=20, required=True)
    found: dict[str, tuple[Points, ...]] = {}
    for place, village in enumerate(plan.rounds[number - 1]):
        cells = [f"m{place}-{column}" for column in range(len(plan.criteria))]
        if any(form.get(cell, "").strip() for cell in cells):
            found[village] = tuple(_mark(form, cell, one) for cell, one in zip(cells, plan.criteria, strict=True))
    if not found:
        raise FormError("", "judge_mark_missing")
    return JudgeRound(judge, day(form, "day"), text(form, "reason", "原因", limit=100), found)


def _mark(form: Form, cell: str, criterion: Criterion) -> Points:
    typed = form.get(cell, "").strip()
    if not typed:
        raise FormError(cell, "judge_mark_missing")
    try:
        mark = Points.parse(typed)
    except ValueError:
        raise FormError(cell, "points_wrong") from None
    if not 0 <= mark.hundredths <= criterion.most.hundredths:
        raise FormError(cell, "judge_mark_wrong", what=criterion.title, points=criterion.most)
    return mark
