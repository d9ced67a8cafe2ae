"""A row of the table: a set in a room, its speakers and n, and what came of it."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.table import percentile
from tests.hearing.judge import Outcome
from tests.hearing.utterances import VOICES, Utterance

_COLUMNS = (
    "set",
    "room",
    "ears",
    "n",
    "right %",
    "in 3 %",
    "accepted %",
    "wrong acts",
    "CER %",
    "load",
    "last ms p95",
    "speakers",
)
_WIDTHS = (10, 9, 24, 5, 8, 7, 11, 11, 7, 7, 12, 0)


@dataclass(frozen=True)
class Row:
    """Its figures by their names."""

    figures: dict[str, Any]

    def __str__(self) -> str:
        return "  ".join(str(self.figures[name]).ljust(width) for name, width in zip(_COLUMNS, _WIDTHS, strict=True))


def head() -> str:
    """The machine, and the names of the columns."""
    machine = f"{platform.machine()}, {_processor()}; load: compute a second of sound, one core, all grammars together"
    return machine + "\n" + "  ".join(name.ljust(width) for name, width in zip(_COLUMNS, _WIDTHS, strict=True))


def row_of(name: str, room: str, ears: str, asked: Sequence[Utterance], outcomes: Sequence[Outcome]) -> Row:
    """The row of one set in one room."""
    count = len(outcomes) or 1
    named = name.startswith("names")
    inside = [pair for pair in zip(asked, outcomes, strict=True) if pair[0].intent]
    characters = sum(len(each.text.replace("+", "")) for each, _ in inside)
    errors = sum(_edits(each.text.replace("+", ""), outcome.heard) for each, outcome in inside)
    figures = {
        "set": name,
        "room": room,
        "ears": ears,
        "n": len(outcomes),
        "right %": round(100 * sum(each.right for each in outcomes) / count, 1),
        "in 3 %": round(100 * sum(each.shown for each in outcomes) / count, 1) if named else "-",
        "accepted %": round(100 * sum(each.accepted for each in outcomes) / count, 1),
        "wrong acts": sum(each.wrong_action for each in outcomes),
        "CER %": round(100 * errors / characters, 1) if characters else "-",
        "load": round(sum(each.compute for each in outcomes) / (sum(each.seconds for each in outcomes) or 1), 3),
        "last ms p95": round(1000 * percentile([each.last for each in outcomes], 95)) if outcomes else "-",
        "speakers": _speakers(asked),
    }
    return Row(figures)


def _speakers(asked: Sequence[Utterance]) -> str:
    counted = Counter(f"Kokoro {each.voice}" if each.voice in VOICES else each.voice for each in asked)
    return ", ".join(f"{speaker} {count}" for speaker, count in counted.most_common())


def _edits(said: str, heard: str) -> int:
    row = list(range(len(heard) + 1))
    for count, one in enumerate(said, 1):
        before, row = row, [count]
        for place, other in enumerate(heard, 1):
            row.append(min(before[place] + 1, row[-1] + 1, before[place - 1] + (one != other)))
    return row[-1]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "unknown")
    except OSError:
        return platform.processor() or "unknown"
