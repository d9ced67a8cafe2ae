"""People with a log-in at the desk (工作人员) and what their role may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Roles of scenario files. Inspectors see everything, and write only what they found (JX-33, JX-42, MH-12)."""

    CLERK = "clerk"
    REVIEWER = "reviewer"
    SHOPKEEPER = "shopkeeper"
    SECRETARY = "secretary"
    INSPECTOR = "inspector"


ROLE_NAMES = {
    Role.CLERK: "记分员",
    Role.REVIEWER: "审核员",
    Role.SHOPKEEPER: "兑换员",
    Role.SECRETARY: "书记",
    Role.INSPECTOR: "督查员（只看，只记抽查）",
}


@dataclass(frozen=True, slots=True)
class Staff:
    """One log-in. `name` is written into every line this person makes (GY-22); `household_id` is where the person
    lives, None for somebody from elsewhere."""

    id: int
    login: str
    name: str
    role: Role
    active: bool = True
    household_id: int | None = None
