"""Every action of a scenario as the verb of the office that a page would call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rules import Item
from village import clock
from village.model.period import Period
from village.services import (
    approvals,
    corrections,
    declarations,
    evaluations,
    items,
    marks,
    objections,
    publications,
    scores,
    vetoes,
    years,
)
from village.services.periods import Late
from village.services.rehearsal import roll, shop
from village.services.rehearsal.reader import Step
from village.services.rehearsal.stage import CADRE, Done, Stage, points
from village.services.scores import Score


def perform(stage: Stage, step: Step) -> Done:
    """Do it. Raises VillageError when the office refuses; then nothing was changed."""
    with stage.store.transaction():
        done = _ACTIONS[step.do](stage, step)
    if step.label:
        for made, found in (
            (stage.entries, done.entry),
            (stage.declarations, done.declaration),
            (stage.objections, done.objection),
            (stage.requests, done.request),
        ):
            if found:
                made[step.label] = found
    return done


def _score(stage: Stage, step: Step) -> Done:
    given = step.given
    actor = given.get("by", CADRE)
    done = scores.record(
        stage.store,
        _fact(stage, given, asks_nothing=True),
        actor=actor,
        belonging=stage.belonging(actor),
        late=Late(given.get("late_reason", ""), given.get("second", "")),
    )
    return Done(done.warnings, entry=done.entry.seq)


def _declare(stage: Stage, step: Step) -> Done:
    score = _fact(stage, step.given, asks_nothing=False)
    actor = step.given.get("by", step.given["household"])
    done = declarations.declare(stage.store, score, actor=stage.voice(actor))
    return Done(done.warnings, declaration=done.declaration.id)


def _review(stage: Stage, step: Step) -> Done:
    given = step.given
    made = stage.declarations.get(given["declaration"], 0)
    actor = stage.voice(given.get("by", CADRE))
    belonging = stage.belonging(actor)
    reason = given.get("reason", "")
    if given["verdict"] == "reject":
        declarations.reject(stage.store, made, actor=actor, reason=reason, belonging=belonging)
        return Done()
    item = stage.pack.find(declarations.get(stage.store, made).item)
    done = declarations.approve(
        stage.store,
        made,
        actor=actor,
        visited=given.get("visited"),
        place=CADRE,
        reason=reason or _supplied(stage, item),
        mark=marks.supposed(stage.pack, item),
        belonging=belonging,
    )
    seq = done.entry.seq if done.entry else 0
    stage.entries[given["declaration"]] = seq
    return Done(done.warnings, entry=seq)


def _sign(stage: Stage, step: Step) -> Done:
    period = Period.parse(step.given["period"])
    publications.sign(stage.store, period=period, signers=step.given.get("by", [CADRE]), actor=CADRE)
    return Done()


def _publish(stage: Stage, step: Step) -> Done:
    done = publications.publish(stage.store, period=Period.parse(step.given["period"]), actor=CADRE)
    return Done(done.warnings)


def _object(stage: Stage, step: Step) -> Done:
    household = stage.household(step.given["household"])
    seq = stage.entry(step.given["entry"])
    made = objections.raise_one(stage.store, seq=seq, household_id=household, actor=step.given["household"])
    return Done(objection=made.id)


def _decide(stage: Stage, step: Step) -> Done:
    given = step.given
    made = stage.objections.get(given["objection"], 0)
    if given["verdict"] == "dismissed":
        objections.dismiss(stage.store, made, actor=CADRE)
        return Done()
    owner = stage.household(given["belongs_to"]) if "belongs_to" in given else None
    done = objections.uphold(stage.store, made, actor=CADRE, reason=CADRE, belongs_to=owner)
    return Done(entry=done.moved.seq if done.moved else 0)


def _correct(stage: Stage, step: Step) -> Done:
    actor = step.given.get("by", CADRE)
    seq = stage.entry(step.given["entry"])
    reason = step.given.get("reason", "")
    made = corrections.correct(stage.store, seq=seq, reason=reason, actor=actor, belonging=stage.belonging(actor))
    return Done(entry=made.seq)


def _veto(stage: Stage, step: Step) -> Done:
    household = stage.household(step.given["household"])
    period = Period.parse(step.given["period"])
    reason = step.given.get("reason", "")
    made = vetoes.veto(stage.store, household_id=household, period=period, reason=reason, actor=CADRE)
    line = vetoes.line_of(stage.store, made)
    return Done(entry=line.seq if line else 0)


def _adopt_item(stage: Stage, step: Step) -> Done:
    given = step.given
    return Done(
        items.adopt(
            stage.store,
            given["code"],
            since=given["from"],
            points=given.get("points"),
            options=given.get("options"),
            approval=approvals.supposed(stage.pack, given.get("approval", "")),
            note=given.get("note", ""),
            evaluation=evaluations.suppose(stage.store),
            actor=CADRE,
        )
    )


def _close_year(stage: Stage, step: Step) -> Done:
    years.close(stage.store, step.given["year"], actor=CADRE)
    return Done()


def _fact(stage: Stage, given: Mapping[str, Any], *, asks_nothing: bool) -> Score:
    """What a step says that a household did. Place and reason are supplied where the rules ask for them of
    every line; the reason of an open item is the panel's own and is not."""
    found = stage.pack.find(given["item"])
    return Score(
        household_id=stage.household(given["household"]),
        item=given["item"],
        occurred=given.get("occurred", clock.today()),
        option=given.get("option", ""),
        count=given.get("count", 1),
        points=points(given["points"]) if "points" in given else None,
        member=given.get("member", ""),
        place=given.get("place", CADRE),
        reason=given.get("reason", _supplied(stage, found) if asks_nothing else ""),
        evidence_id=stage.paper() if given.get("evidence", True) else None,
        mark=marks.supposed(stage.pack, found),
    )


def _supplied(stage: Stage, item: Item | None) -> str:
    """A reason where nobody gave one, but for an open item whose reason has to be the panel's own."""
    return "" if item and item.open and stage.pack.setting("open_reason").value else CADRE


_ACTIONS: Mapping[str, Callable[[Stage, Step], Done]] = {
    "look": roll.look,
    "enrol": roll.enrol,
    "score": _score,
    "declare": _declare,
    "review": _review,
    "sign": _sign,
    "publish": _publish,
    "object": _object,
    "decide": _decide,
    "correct": _correct,
    "veto": _veto,
    "stock_in": shop.stock_in,
    "request": shop.request,
    "redeem": shop.redeem,
    "hand_over": shop.hand_over,
    "cancel": shop.cancel,
    "wish": shop.wish,
    "adopt_item": _adopt_item,
    "leave": roll.leave,
    "split": roll.split,
    "merge": roll.merge,
    "close_year": _close_year,
}
