"""Actions of a scenario on the household roll."""

from __future__ import annotations

from village import clock
from village.services import changes, households, timekeeping
from village.services.rehearsal import stage as stages
from village.services.rehearsal.reader import Step
from village.services.rehearsal.stage import CADRE, Done, Stage


def look(stage: Stage, step: Step) -> Done:
    """Nothing happens."""
    if "household" in step.given:
        households.get(stage.store, stage.household(step.given["household"]))
    timekeeping.check_clock(stage.store)
    return Done()


def enrol(stage: Stage, step: Step) -> Done:
    """A household of the file comes in."""
    stages.newcomer(stage, step.given["household"])
    timekeeping.check_clock(stage.store)
    stages.enrol(stage, step.given["household"])
    return Done()


def leave(stage: Stage, step: Step) -> Done:
    """A household goes away."""
    changes.leave(stage.store, stage.household(step.given["household"]), actor=CADRE)
    return Done()


def split(stage: Stage, step: Step) -> Done:
    """Members found a household of their own."""
    old = stage.household(step.given["household"])
    facts = stages.household_facts(stages.newcomer(stage, step.given["into"]), on=clock.today())
    members = step.given.get("members", [])
    made = changes.split(stage.store, old, members=members, actor=CADRE, reason=CADRE, **facts)
    stage.households[step.given["into"]] = made.id
    return Done()


def merge(stage: Stage, step: Step) -> Done:
    """Two accounts become one."""
    kept = stage.household(step.given["household"])
    changes.merge(stage.store, kept, former_id=stage.household(step.given["with"]), actor=CADRE, reason=CADRE)
    return Done()
