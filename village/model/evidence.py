"""Evidence (佐证): the photo or the named paper behind a line (YK-08, YK-09, YK-15, YK-21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Evidence:
    """`kind` is a code of the pack's evidence kinds, `title` the paper's name, `file` the photo's own name
    in the evidence folder (sha256 of its bytes + .jpg) or ""."""

    id: int
    kind: str
    title: str
    file: str
    kept_at: datetime
    actor: str
