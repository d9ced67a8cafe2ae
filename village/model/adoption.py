"""An adopted rule pack: what the village obeys since when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Adoption:
    """`settings` are the village's own choices, keys as in scenario files (base_points, publication_day …);
    `approval` is the record that it stands on."""

    pack: str
    digest: str
    since: date
    settings: Mapping[str, Any]
    approval: str = ""
