"""A row of one of the office's registers (登记簿): a duty, a title, an occasion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Register(StrEnum):
    """What is kept apart from points, in the order in which the desk shows it."""

    DUTY = "duty"  # 专人: somebody named for each duty (JX-38, YK-27)
    HONOUR = "honour"  # 荣誉: titles of families and persons, the travelling flag (JX-39)
    NOMINATION = "nomination"  # 推荐: who is put forward for a title (DZ-18, DZ-19)
    COUNTER = "counter"  # 兑换点: places where goods are handed over (JX-17)
    EXCHANGE = "exchange"  # 兑换活动: exchange that goes with an occasion (JX-16)
    MEETING = "meeting"  # 积分分享: groups that tell each other how they do it (DZ-17)
    CARETAKER = "caretaker"  # 户管家 (MH-14)
    GRID = "grid"  # 网格 (MH-03)
    AREA = "area"  # 片区 above groups (MH-08)
    SITE = "site"  # 示范点 (JX-20)
    LEGAL = "legal"  # 法律审核 of items that take points away (YK-29)


@dataclass(frozen=True, slots=True)
class Registration:
    """`title` is the duty, honour, occasion, area, grid code; `name` the person; what a register does
    not ask for is empty. `ended_on` with its reason, once it no longer holds."""

    id: int
    register: Register
    day: date
    title: str
    household_id: int | None = None
    group: str = ""
    name: str = ""
    place: str = ""
    note: str = ""
    actor: str = ""
    ended_on: date | None = None
    ended_why: str = ""
