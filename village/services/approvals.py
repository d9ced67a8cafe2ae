"""The record that rules stand on (批准的记录), with a day for each step that the document asks for (YK-26)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from rules import Pack
from village import clock
from village.errors import VillageError
from village.language import dates
from village.model.founding import Founding
from village.services import rulebook

_BETWEEN = re.compile(r"[、,，;；\s]+")


def steps(pack: Pack) -> tuple[str, ...]:
    """The steps that the village takes before its rules go live, in order; empty where the document names none."""
    return pack.paper.listed("approval_steps")


def listed(text: str) -> list[str]:
    """Days as they were typed one after the other."""
    return [part for part in _BETWEEN.split(text.strip()) if part]


def of(answers: Founding) -> str:
    """The record of a village that is being set up. Raises as `record`."""
    return record(rulebook.pack(answers.pack), answers.approval, listed(answers.steps))


def record(pack: Pack, approval: str, days: Sequence[str]) -> str:
    """The record in words, with the day of each step of the document; "" as long as nobody named a record.

    Raises `step_day_missing`, `step_day_order` (a step before the one that it follows), `step_day_ahead`: only the last
    step, where the document makes known what came of it, may still lie ahead.
    """
    said, asked = approval.strip(), steps(pack)
    if not (said and asked):
        return said
    clause = pack.paper.names["approval_steps"].clause
    read: list[date] = []
    for at, step in enumerate(asked):
        try:
            read.append(date.fromisoformat(days[at].strip()))
        except (IndexError, ValueError):
            raise VillageError("step_day_missing", clause, what=step, key="steps") from None
        if at and read[at] < read[at - 1]:
            raise VillageError("step_day_order", clause, what=step, title=asked[at - 1], key="steps")
        if read[at] > clock.today() and at < len(asked) - 1:
            raise VillageError("step_day_ahead", clause, what=step, key="steps")
    told = "，".join(f"{step}{dates.show_date(day)}" for step, day in zip(asked, read, strict=True))
    return f"{said}（{told}）"
