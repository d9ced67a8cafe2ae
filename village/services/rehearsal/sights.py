"""What is seen after a step: the expectations of a scenario, read from the village."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from village import clock
from village.errors import VillageError
from village.model.period import Period
from village.model.points import Points
from village.model.redemption import Redemption
from village.services import (
    declarations,
    figures,
    goods,
    households,
    moves,
    objections,
    periods,
    redemptions,
    standings,
    windows,
    wishes,
)
from village.services.rehearsal.reader import Step
from village.services.rehearsal.stage import Done, Stage

NOTHING = "nothing of the kind"
"""Seen where the step has no such thing, such as the rank of a household that left."""


def see(stage: Stage, step: Step, done: Done, error: str) -> dict[str, Any]:
    """Every expected key of the step with what is seen instead of it; `error` is "" for a step that succeeded."""
    seen: dict[str, Any] = {}
    for key in step.expect:
        try:
            if key == "error":
                seen[key] = error
            elif key == "warnings":
                seen[key] = sorted({why.code for why in done.warnings})
            else:
                seen[key] = _SIGHTS[key](stage, step, done)
        except (VillageError, LookupError):
            seen[key] = NOTHING
    return seen


def same(key: str, expected: object, seen: object) -> bool:
    """Whether what was seen is what was expected."""
    if key == "warnings" and isinstance(expected, list):
        return sorted(expected) == seen
    return type(expected) is type(seen) and expected == seen if isinstance(expected, bool) else expected == seen


def _household(stage: Stage, step: Step, done: Done) -> int:
    """The step's own household, or that of the thing it refers to."""
    if "household" in step.given:
        return stage.households[step.given["household"]]
    if "declaration" in step.given:
        return declarations.get(stage.store, stage.declarations[step.given["declaration"]]).household_id
    if "objection" in step.given:
        return objections.get(stage.store, stage.objections[step.given["objection"]]).household_id
    if "entry" in step.given:
        return moves.whereabouts(stage.store, stage.entries[step.given["entry"]]).household_id
    return _redemption(stage, step, done).household_id


def _redemption(stage: Stage, step: Step, done: Done) -> Redemption:
    made = done.request or stage.requests[step.given["request"]]
    return redemptions.get(stage.store, made)


def _goods(stage: Stage, step: Step, done: Done) -> int:
    if "goods" in step.given:
        return stage.goods[step.given["goods"]]
    return _redemption(stage, step, done).goods_id


def _figure(name: str) -> Callable[[Stage, Step, Done], Decimal]:
    def read(stage: Stage, step: Step, done: Done) -> Decimal:
        found: Points = getattr(figures.of(stage.store, _household(stage, step, done)), name)
        return Decimal(found.hundredths) / 100

    return read


def _rank(stage: Stage, step: Step, done: Done) -> int:
    household = _household(stage, step, done)
    return standings.standing(stage.store, household_id=household, year=clock.today().year).rank


def _eligible(stage: Stage, step: Step, done: Done) -> bool:
    household = _household(stage, step, done)
    return standings.eligible(stage.store, household_id=household, year=clock.today().year)


def _status(stage: Stage, step: Step, done: Done) -> str:
    """The status of what the step touched."""
    if "period" in step.given and step.do != "veto":
        return str(periods.state(stage.store, Period.parse(step.given["period"])))
    if step.do in ("declare", "review"):
        made = done.declaration or stage.declarations[step.given["declaration"]]
        return str(declarations.get(stage.store, made).state)
    if step.do in ("object", "decide"):
        raised = done.objection or stage.objections[step.given["objection"]]
        return str(objections.get(stage.store, raised).state)
    if step.do in ("request", "redeem", "hand_over", "cancel"):
        return str(_redemption(stage, step, done).state)
    household = households.get(stage.store, _household(stage, step, done))
    return "closed" if household.closed else "active"


def _window_open(stage: Stage) -> bool:
    """While the village has not chosen its windows, none is open."""
    try:
        return windows.is_open(stage.pack, clock.today())
    except VillageError:
        return False


_SIGHTS: Mapping[str, Callable[[Stage, Step, Done], Any]] = {
    "period_points": _figure("period_points"),
    "earned": _figure("earned"),
    "total": _figure("total"),
    "balance": _figure("balance"),
    "redeemable": _figure("redeemable"),
    "rank": _rank,
    "eligible": _eligible,
    "window_open": lambda stage, _step, _done: _window_open(stage),
    "next_window": lambda stage, _step, _done: windows.following(stage.pack, clock.today()) or NOTHING,
    "stock": lambda stage, step, done: goods.get(stage.store, _goods(stage, step, done)).stock,
    "wishes": lambda stage, step, done: wishes.count(stage.store, _goods(stage, step, done)),
    "due": lambda stage, step, done: _redemption(stage, step, done).due,
    "overdue_days": lambda stage, step, done: _redemption(stage, step, done).overdue_days(clock.today()),
    "status": _status,
}
