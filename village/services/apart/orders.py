"""What the process is asked to do, as it lies in its folder beside the files that belong to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import msgspec

import rules
from village.services.rulebook import Trial

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Figure:
    """What an item is worth in a trial, in points as people write them: `points`, or `options` by name."""

    code: str
    points: Decimal | None = None
    options: Mapping[str, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class Amended:
    """Amended rules, written down: choices as texts of a file, figures of items, and the id of an amended pack whose
    files lie in `pack/<id>` ("" for none)."""

    document: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()

    def trial(self, folder: Path) -> Trial:
        """The rules to try. Raises rules.PackError."""
        found = rules.load_pack(folder / "pack" / self.document) if self.document else None
        rows = tuple(_row(one) for one in self.figures)
        settings = {key: _exact(value) for key, value in self.settings.items()}
        return Trial(found, settings, rows)


@dataclass(frozen=True, slots=True)
class Order:
    """Either scenario files (`files`: names as people gave them; they lie in the folder as 0.toml, 1.toml …), or a
    `year` of the book in `database` to be replayed as of `at`."""

    files: tuple[str, ...] = ()
    database: str = ""
    year: int = 0
    at: datetime = datetime.min
    amended: Amended = Amended()


def write(folder: Path, name: str, value: object) -> None:
    """Put a value into the folder, whole or not at all."""
    waiting = folder / f".{name}"
    waiting.write_bytes(msgspec.json.encode(value))
    waiting.rename(folder / name)


def _row(one: Figure) -> dict[str, Any]:
    if one.options is not None:
        return {"code": one.code, "options": {name: _exact(value) for name, value in one.options.items()}}
    return {"code": one.code, "points": _exact(one.points)}


def _exact(value: Any) -> Any:
    """JSON has floats; a figure of a file is exact."""
    return Decimal(str(value)) if isinstance(value, float) else value
