"""What the process hands back of scenarios: plain texts, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass

from rules import faults
from village.services.rehearsal import Malformed, Report
from village.services.rehearsal.play import Check, Played


@dataclass(frozen=True, slots=True)
class CheckTold:
    """One expectation as the file writes it, and what was seen."""

    key: str
    expected: str
    seen: str
    held: bool


@dataclass(frozen=True, slots=True)
class StepTold:
    """What happened in a step; `surprising` when it was refused and the file does not say so."""

    number: int
    on: str
    do: str
    label: str
    about: tuple[str, ...]
    error: str
    sentence: str
    warnings: tuple[str, ...]
    surprising: bool
    checks: tuple[CheckTold, ...]

    @property
    def held(self) -> bool:
        """Whether all was as the file says."""
        return not self.surprising and all(one.held for one in self.checks)


@dataclass(frozen=True, slots=True)
class FileTold:
    """How a file went. `malformed` says what in it was not understood and what to do, for people; `fault` what is wrong
    with the book it left."""

    file: str
    title: str = ""
    malformed: str = ""
    fault: str = ""
    steps: tuple[StepTold, ...] = ()

    @property
    def held(self) -> bool:
        """Whether everything was as the file says."""
        return not self.malformed and not self.fault and all(one.held for one in self.steps)


def told(file: str, report: Report) -> FileTold:
    """A file that was played."""
    fault = next((str(one.seen) for one in report.mismatches if one.step == 0), "")
    return FileTold(file, report.title, "", fault, tuple(_step(one) for one in report.played))


def not_understood(file: str, why: Malformed, text: str) -> FileTold:
    """A file that was not; `text` is what it says, so that the line can be named."""
    said = why.said or faults.told(text, table=why.table, key=why.key, expected=why.wanted)
    return FileTold(file, malformed=said)


def _step(played: Played) -> StepTold:
    return StepTold(
        number=played.number,
        on=str(played.on),
        do=played.do,
        label=played.label,
        about=played.about,
        error=played.error,
        sentence=played.sentence,
        warnings=played.warnings,
        surprising=played.surprising,
        checks=tuple(_check(one) for one in played.checks),
    )


def _check(one: Check) -> CheckTold:
    return CheckTold(one.key, _text(one.expected), _text(one.seen), one.held)


def _text(value: object) -> str:
    """As the file would write it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "、".join(str(one) for one in value)
    return str(value)
