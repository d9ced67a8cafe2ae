"""The record that rules stand on (批准的记录), with a day for each step that the document asks for (YK-26)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from rules import Pack
from village import clock
from village.errors import VillageError
from village.language import dates
from village.model.founding import Founding

_PLANNED = timedelta(days=366)  # what came of a change is made known after it began, on a day that is planned
_BETWEEN = re.compile(r"[、,，;；\s]+")


def steps(pack: Pack) -> tuple[str, ...]:
    """The steps that the village takes before its rules go live, in order; empty where the document names none."""
    return pack.paper.listed("approval_steps")


def listed(text: str) -> list[str]:
    """Days as they were typed one after the other."""
    return [part for part in _BETWEEN.split(text.strip()) if part]


def of(answers: Founding, pack: Pack) -> str:
    """The record of a village that is being set up. Raises as `record`."""
    return record(pack, answers.approval, listed(answers.steps))


def record(pack: Pack, approval: str, days: Sequence[str]) -> str:
    """The record in words, with the day of each step of the document; "" as long as nobody named a record.

    Raises `step_day_missing`, `step_day_order` and `step_day_ahead` as `check` does.
    """
    said, asked = approval.strip(), steps(pack)
    if not (said and asked):
        return said
    read = [_day(days[at]) if at < len(days) else None for at in range(len(asked))]
    return _written(said, asked, _in_order(pack, read))


def check(pack: Pack, approval: str) -> str:
    """The record that a change of the rules stands on, if it says all that the document asks for.

    Raises `approval_missing` where there is none, `step_day_missing` for a step without its day, `step_day_order` (a
    step before the one that it follows), `step_day_ahead`: only the last step, where the document makes known what came
    of it, may still lie ahead, by a year at most.
    """
    said = approval.strip()
    if not said:
        raise VillageError("approval_missing", pack.setting("item_change_proof").clause)
    _in_order(pack, [_told(said, step) for step in steps(pack)])
    return said


def supposed(pack: Pack, approval: str) -> str:
    """A record whose steps were all taken by today, for a rehearsal or a replay that does not tell their days."""
    asked, said = steps(pack), approval.strip()
    if not said or all(_told(said, step) for step in asked):
        return said
    return _written(said, asked, [clock.today()] * len(asked))


def _in_order(pack: Pack, days: Sequence[date | None]) -> list[date]:
    asked, found = steps(pack), list[date]()
    clause = pack.paper.names["approval_steps"].clause if asked else ""
    for at, (step, day) in enumerate(zip(asked, days, strict=True)):
        if day is None:
            raise VillageError("step_day_missing", clause, what=step, key="steps")
        if found and day < found[-1]:
            raise VillageError("step_day_order", clause, what=step, title=asked[at - 1], key="steps")
        if day > clock.today() + (_PLANNED if at == len(asked) - 1 else timedelta()):
            raise VillageError("step_day_ahead", clause, what=step, key="steps")
        found.append(day)
    return found


def _written(said: str, asked: Sequence[str], days: Sequence[date]) -> str:
    told = "，".join(f"{step}{dates.show_date(day)}" for step, day in zip(asked, days, strict=True))
    return f"{said}（{told}）"


def _told(said: str, step: str) -> date | None:
    """The day that a record in words gives for a step."""
    found = re.findall(rf"{re.escape(step)}(\d{{4}})年(\d{{1,2}})月(\d{{1,2}})日", said)
    return _day("{:0>4}-{:0>2}-{:0>2}".format(*found[-1])) if found else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
