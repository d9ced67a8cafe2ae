"""The forms of the office's registers: what each is called, what its fields are called, and what people typed."""

from __future__ import annotations

from dataclasses import dataclass, field

from admin.forms.fields import Form, FormError, choice, day, text
from village.model.registration import Register, Registration
from village.services import registrations

FIELDS = {
    "title_unlisted": "title",
    "group_unknown": "group",
    "sites_enough": "title",
    "reason_missing": "reason",
    **dict.fromkeys(("unknown_household", "nominee_out", "nominee_below_mean"), "household_id"),
}
"""Which field a refusal of the services belongs to."""

_LABELS = {"title": "名称", "name": "姓名", "household_id": "户号", "group": "组", "place": "在哪里", "note": "说明"}


@dataclass(frozen=True, slots=True)
class Words:
    """How people speak of a register: its name, what it is for, its fields where they have names of their own, and what
    the end of a row is called."""

    name: str
    hint: str
    labels: dict[str, str] = field(default_factory=dict)
    over: str = "撤下"

    def label(self, name: str) -> str:
        """What a field is called here."""
        return self.labels.get(name, _LABELS[name])


WORDS = {
    Register.DUTY: Words(
        "专人", "每件事谁负责。换了人就登记新的，旧的自己了结。", {"title": "哪件事", "name": "谁负责"}
    ),
    Register.HONOUR: Words(
        "荣誉",
        "称号、荣誉牌、流动红旗。红旗同时只在一家。",
        {"title": "称号", "name": "个人姓名", "note": "哪里评的"},
        "收回",
    ),
    Register.NOMINATION: Words("推荐评比", "积分没有超过平均分的，不能推荐。", {"title": "称号"}),
    Register.COUNTER: Words(
        "兑换点",
        "东西在哪里领。登记了两处以上，点东西的时候就要说到哪里领。",
        {"title": "兑换点", "name": "谁管"},
    ),
    Register.EXCHANGE: Words(
        "兑换活动",
        "结合什么活动、在哪里兑换、谁在场办理。",
        {"title": "什么活动", "place": "兑换点", "name": "谁办理"},
    ),
    Register.MEETING: Words("积分分享", "各组开会说一说怎么挣分。", {"title": "说什么", "name": "谁主持"}),
    Register.CARETAKER: Words("户管家", "哪一家由谁照看。", {"name": "管家姓名"}),
    Register.GRID: Words("网格", "哪一家在哪个网格。", {"title": "网格编号"}),
    Register.AREA: Words("片区", "几个组合成一片。", {"title": "片区", "name": "片长"}),
    Register.SITE: Words("示范点", "准备给人看的地方。", {"title": "示范点"}),
    Register.LEGAL: Words(
        "法律审核",
        "减分的项目，请懂法律的人看过：没有剥夺大家的权利，不罚款，不收钱。改了项目要再看一回。",
        {"title": "哪一项", "name": "谁审的", "note": "审核意见"},
    ),
}


def read(form: Form, register: Register, groups: tuple[str, ...], household_id: int | None) -> Registration:
    """A row of a register. Raises FormError for what its register needs and nobody filled in."""
    asked, words = registrations.FORMS[register], WORDS[register]

    def typed(name: str, limit: int = 40) -> str:
        label, needed = words.label(name), name in asked.needs
        return text(form, name, label, limit=limit, required=needed) if name in asked.fields else ""

    title = typed("title", 12 if register is Register.COUNTER else 40)  # it stands on a button and on 58 mm paper
    if "household_id" in asked.needs and household_id is None:
        raise FormError("household_id", "field_missing", field=words.label("household_id"))
    return Registration(
        id=0,
        register=register,
        day=day(form, "day"),
        title=title,
        household_id=household_id,
        group=choice(form, "group", words.label("group"), groups) if "group" in asked.fields else "",
        name=typed("name"),
        place=typed("place"),
        note=typed("note", limit=100),
    )
