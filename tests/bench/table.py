"""Figures beside their targets: a table for the screen, and bench.json."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles

ROUNDS = 5
"""Both sides take turns in every round; the figure is the median of the rounds."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `unit` is "" for a ratio of ours to the bare alternative, else "s", "ms" or "calls".

    `value` is None where it could not be measured; `ours` and `bare` say what the two sides took, for people;
    `rounds` are the values that `value` is the median of.
    """

    what: str
    value: float | None
    target: float
    unit: str = ""
    at_least: bool = False
    ours: str = ""
    bare: str = ""
    rounds: Sequence[float] = field(default=())

    @property
    def held(self) -> bool:
        """Whether the target was met."""
        if self.value is None:
            return False
        return self.value >= self.target if self.at_least else self.value <= self.target

    @property
    def aim(self) -> str:
        """The target in words."""
        return f"{'≥' if self.at_least else '≤'} {self.target:g} {self.unit}".strip()

    @property
    def found(self) -> str:
        """The value in words."""
        return "-" if self.value is None else f"{self.value:.{2 if self.unit != 'ms' else 0}f} {self.unit}".strip()


def of_rounds(what: str, rounds: Sequence[float], target: float, **more: object) -> Figure:
    """The figure of some rounds: their median."""
    return Figure(what, median(rounds), target, rounds=[round(each, 4) for each in rounds], **more)  # type: ignore[arg-type]


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that `percent` of a hundred stay below or at."""
    return max(values) if len(values) < 2 else quantiles(values, n=100, method="inclusive")[percent - 1]


def table(figures: Sequence[Figure]) -> str:
    """The figures in lines, each with its target and whether it held."""
    head = ("figure", "found", "target", "", "ours", "bare")
    body = [
        (each.what, each.found, each.aim, "held" if each.held else "MISSED", each.ours, each.bare) for each in figures
    ]
    widths = [max(len(row[column]) for row in (head, *body)) for column in range(len(head))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in (head, *body)
    ]
    missed = sum(not each.held for each in figures)
    return "\n".join(
        [lines[0], "-" * max(map(len, lines)), *lines[1:], "", f"{len(figures) - missed} held, {missed} missed"]
    )


def write(figures: Sequence[Figure], path: Path, *, quick: bool) -> None:
    """The same for programs, with the machine it was measured on."""
    machine = {
        "taken": datetime.now().astimezone().isoformat(timespec="seconds"),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}",
        "system": platform.platform(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "quick": quick,
    }
    listed = [asdict(each) | {"held": each.held} for each in figures]
    path.write_text(json.dumps({**machine, "figures": listed}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
