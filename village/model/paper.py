"""A paper (文件) behind a version of the rules: the village's plan, the town's document (JX-36, MH-06)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """`since` is the first day of the rules that it stands behind, `name` that of the file, `size` in bytes."""

    id: int
    since: date
    title: str
    name: str
    size: int
    sha256: str
    kept_at: datetime
    actor: str
