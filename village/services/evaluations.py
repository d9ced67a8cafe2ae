"""The quarter's evaluation of the items (清单评估): a change within the year rests on one (YK-07)."""

from __future__ import annotations

from datetime import date

from rules import Pack
from village import clock
from village.errors import VillageError
from village.model.evaluation import Evaluation
from village.model.period import month_of
from village.services import choices, periods, timekeeping
from village.store import Store, acts
from village.store import evaluations as rows

_PLAYED = "rehearsal"


def asked(pack: Pack) -> bool:
    """Whether the items are looked at again each quarter."""
    return choices.word(pack, "item_evaluation") == "quarter"


def hold(store: Store, *, on: date, opinions: str, outcome: str, actor: str) -> Evaluation:
    """Write down what people said and what came of it. Raises `clock_behind`, `date_future`, `outcome_missing`."""
    with store.transaction():
        timekeeping.check_clock(store)
        if on > clock.today():
            raise VillageError("date_future")
        if not outcome.strip():
            raise VillageError("outcome_missing")
        quarter = periods.quarter_of(month_of(on))
        made = rows.add(store, quarter=quarter, on=on, opinions=opinions.strip(), outcome=outcome.strip(), actor=actor)
        acts.append(store, at=clock.now(), actor=actor, act="evaluate", subject=f"evaluation:{made}", detail=quarter)
        return Evaluation(made, quarter, on, opinions.strip(), outcome.strip(), actor)


def all_of(store: Store) -> list[Evaluation]:
    """Every evaluation, newest first."""
    return rows.all_of(store)


def suppose(store: Store) -> int:
    """A village that is only played has held its evaluation: no scenario and no replay speaks of one."""
    today = clock.today()
    quarter = periods.quarter_of(month_of(today))
    return rows.add(store, quarter=quarter, on=today, opinions="", outcome=_PLAYED, actor=_PLAYED)


def check_cited(store: Store, pack: Pack, evaluation_id: int | None) -> None:
    """Raises `evaluation_missing` where a change outside the rhythm rests on no evaluation that was held."""
    if asked(pack) and (evaluation_id is None or rows.get(store, evaluation_id) is None):
        raise VillageError("evaluation_missing", pack.setting("item_evaluation").clause)
