"""Nobody decides on their own (JX-08, GY-22, MH-08): not what they entered, not their household, not their group."""

from __future__ import annotations

from collections.abc import Collection

from rules import Pack
from village.errors import VillageError
from village.model.belonging import Belonging
from village.model.household import Household
from village.services import choices


def check(pack: Pack, household: Household, *, belonging: Belonging, actor: str, entered_by: str = "") -> None:
    """Raises `self_review`, `recused`, and `own_group` where groups score each other (MH-08)."""
    if entered_by and actor == entered_by:
        raise VillageError("self_review", pack.setting("committee").clause)
    check_home(pack, household, belonging=belonging)
    scorers = pack.setting("positives_by")
    if belonging.group == household.group and "peers" in choices.many(pack, "positives_by"):
        raise VillageError("own_group", scorers.clause, group=household.group)


def check_home(pack: Pack, household: Household, *, belonging: Belonging) -> None:
    """Raises `recused` where the person lives in the household (GY-22)."""
    if belonging.household_id == household.id:
        raise VillageError("recused", pack.setting("committee").clause, head=household.head)


def check_second(pack: Pack, name: str, *, wrote: Collection[str]) -> None:
    """Raises `self_review` for somebody who wrote what they would sign, where the village asks for two people."""
    if choices.flag(pack, "two_person_approval") and name in wrote:
        raise VillageError("self_review", pack.setting("two_person_approval").clause)
