"""Plays a scenario on a fresh store, the clock held at each step's `on`, and notes every mismatch."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from village import clock
from village.errors import VillageError
from village.services import verification, years
from village.services.rehearsal.acts import perform
from village.services.rehearsal.reader import Malformed, Scenario, Step, read
from village.services.rehearsal.sights import same, see
from village.services.rehearsal.stage import CADRE, Done, Stage, set_up
from village.store import Store, acts


@dataclass(frozen=True, slots=True)
class Mismatch:
    """What did not hold: in which step (counted from 1; 0 is the book as a whole), which key."""

    step: int
    key: str
    expected: object
    seen: object


@dataclass(frozen=True, slots=True)
class Report:
    """How a file went; it held when there are no mismatches."""

    file: str
    title: str
    steps: int
    mismatches: tuple[Mismatch, ...]


def rehearse(path: Path) -> Report:
    """Play one file. Raises Malformed for a file that is not understood."""
    scenario = read(path)
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as folder:
        store = Store(Path(folder) / "village.db", writer=True)
        try:
            return play(scenario, store)
        finally:
            store.close()


def play(scenario: Scenario, store: Store) -> Report:
    """Play a scenario on an empty store, which afterwards holds the whole life of the village."""
    first = scenario.steps[0].on
    with clock.held(_moment(first, None)):
        try:
            stage = set_up(store, scenario, first=first.date() if isinstance(first, datetime) else first)
        except VillageError as why:
            raise Malformed(scenario.file, "[[household]]", why.code, "a village that can be set up") from why
    last = _moment(first, None)
    mismatches: list[Mismatch] = []
    for step in scenario.steps:
        now = _moment(step.on, last)
        last = max(last, now)
        with clock.held(now):
            mismatches += _played(stage, step, behind=now < last)
    with clock.held(last):
        fault = verification.verify(store).fault
    if fault:
        mismatches.append(Mismatch(0, "verify", "", fault))
    return Report(scenario.file, scenario.title, len(scenario.steps), tuple(mismatches))


def _played(stage: Stage, step: Step, *, behind: bool) -> list[Mismatch]:
    """One step: what the calendar brings, the act, and what is seen after it."""
    error, done = "", Done()
    if not behind:
        years.catch_up(stage.store)
    try:
        done = perform(stage, step)
    except VillageError as why:
        error = why.code
    if not behind:
        _note(stage.store, step)
    found = see(stage, step, done, error)
    wrong = [
        Mismatch(step.number, key, expected, found[key])
        for key, expected in step.expect.items()
        if not same(key, expected, found[key])
    ]
    if error and "error" not in step.expect:
        wrong.insert(0, Mismatch(step.number, "error", "", error))
    return wrong


def _note(store: Store, step: Step) -> None:
    """The village has lived to this moment: nothing may be done before it any more."""
    with store.transaction():
        acts.append(store, at=clock.now(), actor=CADRE, act="step", subject=f"step:{step.number}", detail=step.do)


def _moment(on: date | datetime, last: datetime | None) -> datetime:
    """A date is eight in the morning, or later on a day that has got further than that."""
    if isinstance(on, datetime):
        return on
    morning = datetime(on.year, on.month, on.day, 8)
    return last if last and last.date() == on and last > morning else morning
