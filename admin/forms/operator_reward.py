"""The form of the shopkeeper's yearly reward."""

from __future__ import annotations

from dataclasses import dataclass

from admin.forms.fields import Form, FormError, points, text, whole
from village import clock
from village.model.points import Points

FIELDS = {
    "name_empty": "operator",
    "points_wrong": "points",
    "reason_missing": "grounds",
    "approval_missing": "approval",
    **dict.fromkeys(("year_wrong", "reward_given"), "year"),
}
"""Which field a refusal of the services belongs to."""


@dataclass(frozen=True, slots=True)
class Reward:
    """What was decided."""

    year: int
    operator: str
    points: Points
    grounds: str
    approval: str


def read(form: Form) -> Reward:
    """Raises FormError."""
    amount = points(form, "points")
    if amount is None:
        raise FormError("points", "points_wrong")
    return Reward(
        year=whole(form, "year", least=2000, most=2999, default=clock.today().year),
        operator=text(form, "operator", "店主", limit=30),
        points=amount,
        grounds=text(form, "grounds", "服务怎么样", limit=100),
        approval=text(form, "approval", "谁定的", limit=60),
    )
