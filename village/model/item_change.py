"""A village's own items and later figures (项目调整), each with the record that approved it (DZ-08, YK-26)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ItemChange:
    """`row` is a flat `[[item]]` of rules.flat, with `from` (an ISO date) where it counts later than the pack; or with
    `amends` a further version of an item (`code`, `from`, `points` or `options`). `evaluation` is the number of the
    quarter's evaluation that it cites."""

    row: Mapping[str, Any]
    amends: bool
    evaluation: int | None = None
