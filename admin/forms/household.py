"""The form of a household's facts, new or known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from admin.forms.fields import Form, choice, day, text, whole
from village.model.household import Residence

FIELDS = {
    **dict.fromkeys(("name_empty", "name_wrong", "name_too_long"), "head"),
    "group_missing": "group",
    "phone_wrong": "phone",
    **dict.fromkeys(("number_taken", "number_wrong"), "number"),
    "dwelling_taken": "dwelling",
    "pack_missing": "enrolled",
    "reading_wrong": "reading",
}
"""Which field a refusal of the services belongs to."""

_OPTED = {"": None, "yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class HouseholdFacts:
    """What a cadre may write of a household; names as in `services.households`."""

    head: str
    group: str
    dwelling: str
    phone: str
    residence: Residence
    months_home: int
    opted_in: bool | None
    reading: str


def read(form: Form) -> HouseholdFacts:
    """Raises FormError. Length and letters of the name are the service's business."""
    return HouseholdFacts(
        head=text(form, "head", "户主姓名"),
        group=text(form, "group", "组", limit=20, required=True),
        dwelling=text(form, "dwelling", "门牌号", limit=40),
        phone=text(form, "phone", "手机号", limit=40),
        residence=Residence(choice(form, "residence", "人口类型", tuple(Residence))),
        months_home=whole(form, "months_home", least=0, most=12, default=12),
        opted_in=_OPTED[choice(form, "opted_in", "是否参加", tuple(_OPTED))],
        reading=text(form, "reading", "读音", limit=60),
    )


def read_new(form: Form) -> tuple[str, date]:
    """(户号 or "", day of registration): what only a new household is asked."""
    return text(form, "number", "户号", limit=20), day(form, "enrolled")
