"""The shopkeeper's yearly reward (超市经营者奖励): once a year, for how the shop was kept (GY-06)."""

from __future__ import annotations

from rules import Pack
from village import clock
from village.errors import VillageError
from village.model.operator_reward import OperatorReward
from village.model.points import ZERO, Points
from village.services import choices, rulebook, timekeeping
from village.store import Store, acts
from village.store import operator_rewards as rows


def asked(pack: Pack) -> bool:
    """Whether the rules reward the shop's keeper each year."""
    return choices.word(pack, "operator_reward") == "year"


def give(
    store: Store, *, year: int, operator: str, points: Points, grounds: str, approval: str, actor: str
) -> OperatorReward:
    """Write a year's reward, on a book of its own: the keeper is no household, and no ranking knows of it.

    Raises `reward_off`, `clock_behind`, `year_wrong`, `name_empty`, `points_wrong`, `reason_missing`,
    `approval_missing`, `reward_given`.
    """
    with store.transaction():
        pack = rulebook.rules_on(store, clock.today())
        clause = pack.setting("operator_reward").clause
        if not asked(pack):
            raise VillageError("reward_off", clause)
        timekeeping.check_clock(store)
        if not pack.starts.year <= year <= clock.today().year:
            raise VillageError("year_wrong", clause)
        for code, missing in (
            ("name_empty", not operator.strip()),
            ("points_wrong", points <= ZERO),
            ("reason_missing", not grounds.strip()),
            ("approval_missing", not approval.strip()),
            ("reward_given", rows.of_year(store, year) is not None),
        ):
            if missing:
                raise VillageError(code, clause)
        who, why, by = operator.strip(), grounds.strip(), approval.strip()
        today = clock.today()
        made = rows.add(store, year=year, operator=who, points=points, grounds=why, approval=by, on=today, actor=actor)
        acts.append(store, at=clock.now(), actor=actor, act="reward", subject=f"operator_reward:{made}", detail=who)
        return OperatorReward(made, year, who, points, why, by, today, actor)


def all_of(store: Store) -> list[OperatorReward]:
    """Every reward, newest first."""
    return rows.all_of(store)


def given(store: Store, year: int) -> bool:
    """Whether a year's reward was given."""
    return rows.of_year(store, year) is not None
