"""Plays a scenario on a fresh store, the clock held at each step's `on`, and notes every mismatch."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from village import clock
from village.errors import VillageError
from village.services import refusals, verification, years
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
class Check:
    """One expectation, and what was seen."""

    key: str
    expected: object
    seen: object
    held: bool


@dataclass(frozen=True, slots=True)
class Played:
    """What happened in a step: `about` names whom and what it was done to, `error` and `sentence` are why the office
    refused ("" when it did not), `warnings` the codes that came along."""

    number: int
    on: date | datetime
    do: str
    label: str
    about: tuple[str, ...]
    error: str
    sentence: str
    warnings: tuple[str, ...]
    checks: tuple[Check, ...]

    @property
    def mismatches(self) -> tuple[Mismatch, ...]:
        """What did not hold; a refusal that nobody expected comes first."""
        wrong = [Mismatch(self.number, one.key, one.expected, one.seen) for one in self.checks if not one.held]
        if self.surprising:
            wrong.insert(0, Mismatch(self.number, "error", "", self.error))
        return tuple(wrong)

    @property
    def surprising(self) -> bool:
        """Whether it was refused, and the file does not say so."""
        return bool(self.error) and all(one.key != "error" for one in self.checks)


@dataclass(frozen=True, slots=True)
class Report:
    """How a file went; it held when there are no mismatches."""

    file: str
    title: str
    steps: int
    mismatches: tuple[Mismatch, ...]
    played: tuple[Played, ...] = ()


def rehearse(path: Path, *, told: Callable[[int, int], None] = lambda _done, _of: None) -> Report:
    """Play one file; `told` hears how many steps are done, and of how many. Raises Malformed for a file that is not
    understood."""
    scenario = read(path)
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as folder:
        store = Store(Path(folder) / "village.db", writer=True, lasting=False)
        try:
            return play(scenario, store, told=told)
        finally:
            store.close()


def play(scenario: Scenario, store: Store, *, told: Callable[[int, int], None] = lambda _done, _of: None) -> Report:
    """Play a scenario on an empty store, which afterwards holds the whole life of the village."""
    first = scenario.steps[0].on
    with clock.held(_moment(first, None)):
        try:
            stage = set_up(store, scenario, first=first.date() if isinstance(first, datetime) else first)
        except VillageError as why:
            expected, said = "a village that can be set up", refusals.sentence(why)
            raise Malformed(scenario.file, "[[household]]", why.code, expected, said=said) from why
    last = _moment(first, None)
    played: list[Played] = []
    for step in scenario.steps:
        now = _moment(step.on, last)
        last = max(last, now)
        with clock.held(now):
            played.append(_played(stage, step, behind=now < last))
        told(step.number, len(scenario.steps))
    mismatches = [found for one in played for found in one.mismatches]
    with clock.held(last):
        fault = verification.verify(store, points=True).fault
    if fault:
        mismatches.append(Mismatch(0, "verify", "", fault))
    return Report(scenario.file, scenario.title, len(scenario.steps), tuple(mismatches), tuple(played))


def _played(stage: Stage, step: Step, *, behind: bool) -> Played:
    """One step: what the calendar brings, the act, and what is seen after it."""
    error, sentence, done = "", "", Done()
    if not behind:
        years.catch_up(stage.store)
    try:
        done = perform(stage, step)
    except VillageError as why:
        error, sentence = why.code, refusals.sentence(why)
    if not behind:
        _note(stage.store, step)
    found = see(stage, step, done, error)
    checks = tuple(
        Check(key, expected, found[key], same(key, expected, found[key])) for key, expected in step.expect.items()
    )
    warnings = tuple(sorted({why.code for why in done.warnings}))
    return Played(step.number, step.on, step.do, step.label, stage.named(step.given), error, sentence, warnings, checks)


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
